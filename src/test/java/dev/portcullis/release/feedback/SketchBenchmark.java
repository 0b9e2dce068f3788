package dev.portcullis.release.feedback;

import java.util.List;
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

/** What noticing retries costs a call of a prompt, once it is over. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SketchBenchmark {

    private static final String WORDS = "The portcullis is lowered at night, and the guard counts who passes. ";

    /** Texts and characters of each: a question, a question about a document, and the most there can be. */
    @Param({"1x64", "2x512", "8x512"})
    public String given;

    private List<String> texts;
    private Sketch before;

    @Setup
    public void make() {
        int count = given.charAt(0) - '0';
        int length = Integer.parseInt(given.substring(2));
        String text = WORDS.repeat(20).substring(0, length);
        texts = java.util.stream.IntStream.range(0, count).mapToObj(i -> text).toList();
        before = Sketch.of(texts);
    }

    @Benchmark
    public Sketch sketch() {
        return Sketch.of(texts);
    }

    @Benchmark
    public boolean compare() {
        return before.isNear(before);
    }
}
