package dev.portcullis.guard;

import dev.portcullis.config.guard.Direction;
import dev.portcullis.config.guard.GuardAction;
import dev.portcullis.config.guard.GuardSettings;
import dev.portcullis.config.guard.HarmSettings;
import dev.portcullis.config.guard.HoldBack;
import dev.portcullis.config.guard.InjectionSettings;
import dev.portcullis.config.guard.PiiSettings;
import dev.portcullis.config.guard.PolicySettings;
import dev.portcullis.guard.harm.HarmCheck;
import dev.portcullis.guard.injection.InjectionCheck;
import dev.portcullis.guard.injection.Judgement;
import dev.portcullis.guard.pii.PersonalData;
import dev.portcullis.guard.pii.Restoration;
import dev.portcullis.guard.wire.TextPart;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/**
 * All that a policy does with a text of a prompt: the views, the rules for injections, an operator's terms if there are some, and
 * every type of personal data that is on by default, redacted. The quantiles are over single texts.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
public class GuardPromptBenchmark {

    @Param({"PROSE", "CODE", "JSON", "PERSONAL", "NUMBERS", "CYRILLIC", "ATTACKS"})
    public SampleText kind;

    @Param({"4096", "65536", "1048576"})
    public int characters;

    @Param("0")
    public int terms;

    private Policy policy;
    private TextPart part;

    @Setup
    public void make() {
        InjectionCheck injections = InjectionCheck.shipped();
        Detectors detectors = new Detectors(text -> {
            Judgement judgement = injections.check(text);
            return new Injection(judgement.score(), judgement.names());
        }, HarmCheck.shipped()::check, PersonalData.standard());
        Set<String> types = new TreeSet<>(PersonalData.types());
        types.removeAll(PersonalData.offByDefault());
        List<String> words = IntStream.range(0, terms).mapToObj(i -> "project " + Integer.toString(i * 7919 + 1_000_000, 36)).toList();
        List<PolicySettings> policies = terms == 0 ? List.of()
                : List.of(new PolicySettings("names", Set.of(Direction.REQUEST), words, List.of(), PolicySettings.Action.FLAG));
        HarmSettings harm = new HarmSettings(GuardAction.FLAG, GuardAction.OFF, Map.of());
        policy = new Policy(new GuardSettings("all", true, new InjectionSettings(GuardAction.FLAG, OptionalDouble.empty(), true),
                new PiiSettings(PiiSettings.Action.REDACT, PiiSettings.Action.OFF, types), harm, policies, HoldBack.DEFAULT), detectors, new PolicyParts());
        part = new TextPart(TextPart.Source.USER, kind.ofSize(characters), 0, 0, -1);
    }

    @Benchmark
    public String request() {
        return policy.request(part, new Found(), new Restoration(List.of()));
    }
}
