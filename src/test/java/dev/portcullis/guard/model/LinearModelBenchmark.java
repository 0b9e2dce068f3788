package dev.portcullis.guard.model;

import dev.portcullis.guard.harm.HarmCheck;
import dev.portcullis.guard.harm.Verdict;
import dev.portcullis.guard.injection.InjectionCheck;
import dev.portcullis.guard.injection.Judgement;
import dev.portcullis.guard.text.Views;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the models cost over prose, the views being there already: other detectors read the same. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class LinearModelBenchmark {

    private static final String WORDS = "The portcullis is lowered at night, and the guard counts who passes; number %d came late. ";

    @Param({"4", "64", "1024"})
    public int kibibytes;

    private final InjectionCheck check = InjectionCheck.shipped();
    private final HarmCheck harm = HarmCheck.shipped();
    private Views views;

    @Setup
    public void make() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < kibibytes * 1024; i++) {
            text.append(WORDS.formatted(i * 7919 % 100_000));
        }
        views = Views.of(text.substring(0, kibibytes * 1024));
    }

    /** The first scores of both models, which is all that most texts are asked for. */
    @Benchmark
    public double both() {
        Weighed text = Weighed.of(views);
        return text.injection() + text.harm();
    }

    /** By rules and model. */
    @Benchmark
    public Judgement injection() {
        return check.check(Weighed.of(views));
    }

    /** With every category, as of a text that is flagged. */
    @Benchmark
    public Verdict harm() {
        return harm.check(Weighed.of(views));
    }
}
