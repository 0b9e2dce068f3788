package dev.portcullis.release.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.Calls;
import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Attempt;
import dev.portcullis.pipeline.Bill;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.PromptUse;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Tenant;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import dev.portcullis.pipeline.release.Assignment;
import dev.portcullis.pipeline.release.ModelReleases;
import dev.portcullis.pipeline.release.ModelSide;
import dev.portcullis.release.observe.Batch.Arm;
import dev.portcullis.release.observe.Observation.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ObserveTest {

    private static final Refusal GONE = new Refusal.UpstreamFailed(new Origin(List.of(new Attempt(new Target("gpt-4o", "only", "p", "x"),
            Attempt.Result.CONNECTION, Duration.ZERO))), "gone");

    private static final String MODEL = "model:gpt-4o/green#7";
    private static final ModelSide GREEN = new ModelSide("green", true, Optional.of(new Assignment(MODEL, Assignment.CANARY, "key-1")));

    private final Observations observations = new Observations(new SimpleMeterRegistry());
    private final Observe observe = new Observe(ModelReleases.NONE, "greet@2.0.0#1"::equals, observations);

    @Test
    void aCallOnASideTellsWhenItsBillIsMadeOutAndNotBefore() {
        Call call = call(Optional.of(new Assignment("greet@2.0.0#1", Assignment.CANARY, "ann")));
        assertEquals(GONE, observe.handle(call, next -> Uni.createFrom().item(GONE)).await().indefinitely());
        assertTrue(observations.take().isEmpty());
        call.bill().complete(bill());
        assertEquals(1, observations.take().arms().get(new Arm("greet@2.0.0#1", Assignment.CANARY)).of(Kind.JUDGED));
    }

    @Test
    void aCallOnNoSideAndOneOfAReleaseThatNobodyJudgesTellNothing() {
        for (Optional<Assignment> side : List.of(Optional.<Assignment>empty(), Optional.of(new Assignment("greet@2.0.0#2", Assignment.CANARY, "ann")))) {
            Call call = call(side);
            observe.handle(call, next -> Uni.createFrom().item(GONE)).await().indefinitely();
            call.bill().complete(bill());
            assertTrue(observations.take().isEmpty());
            assertEquals(0, call.bill().getNumberOfDependents());
        }
    }

    @Test
    void aCallOnASideOfItsModelIsToldOfThereAndOnTheSideThatItGoesOnWith() {
        List<Call> passed = new ArrayList<>();
        Call call = call(Optional.empty());
        beside(GREEN).handle(call, next -> {
            passed.add(next);
            return Uni.createFrom().item(GONE);
        }).await().indefinitely();
        assertEquals(Optional.of(GREEN), passed.getFirst().side());
        call.bill().complete(bill());
        assertEquals(Map.of(new Arm(MODEL, Assignment.CANARY), 1L), judged(Kind.JUDGED));
    }

    @Test
    void aCallMayBeOnASideOfItsPromptAndOnOneOfItsModelAndIsToldOfInBoth() {
        Call call = call(Optional.of(new Assignment("greet@2.0.0#1", Assignment.CONTROL, "ann")));
        beside(GREEN).handle(call, next -> Uni.createFrom().item(GONE)).await().indefinitely();
        call.bill().complete(bill());
        assertEquals(Map.of(new Arm(MODEL, Assignment.CANARY), 1L, new Arm("greet@2.0.0#1", Assignment.CONTROL), 1L), judged(Kind.JUDGED));
    }

    @Test
    void whatTheModelsOtherTargetAnsweredIsThePromptsOwnAndNotTheTargets() {
        Call call = call(Optional.of(new Assignment("greet@2.0.0#1", Assignment.CONTROL, "ann")));
        beside(GREEN).handle(call, next -> Uni.createFrom().item(GONE)).await().indefinitely();
        Origin blue = new Origin(List.of(new Attempt(new Target("gpt-4o", "green", "p", "x"), Attempt.Result.TIMEOUT, Duration.ZERO),
                new Attempt(new Target("gpt-4o", "blue", "p", "x"), Attempt.Result.OK, Duration.ZERO)));
        Answer answer = new Answer(200, Headers.NONE, new Body.Whole(Buffer.buffer("{}")), blue, () -> Usage.UNKNOWN);
        call.bill().complete(new Bill(new Outcome(Outcome.Ending.COMPLETED, Optional.of(answer), 200, Usage.UNKNOWN, Optional.empty(), Duration.ZERO), blue,
                Usage.UNKNOWN, true, Usd.ZERO, Usd.ZERO));
        Map<Arm, ArmCounts> arms = observations.take().arms();
        assertEquals(1, arms.get(new Arm("greet@2.0.0#1", Assignment.CONTROL)).of(Kind.JUDGED));
        assertEquals(1, arms.get(new Arm(MODEL, Assignment.CANARY)).of(Kind.CONTAMINATED));
    }

    @Test
    void aCallBetweenTheSidesOfItsModelTellsNothingAndStillGetsWhatItGets() {
        ModelSide between = new ModelSide("blue", false, Optional.empty());
        Call call = call(Optional.empty());
        beside(between).handle(call, next -> {
            assertEquals(Optional.of(between), next.side());
            return Uni.createFrom().item(GONE);
        }).await().indefinitely();
        call.bill().complete(bill());
        assertTrue(observations.take().isEmpty());
    }

    /** Five of them took a canary back that had answered nobody yet. */
    @Test
    void whoMayNotUseTheModelIsOnNoSideOfIt() {
        Call call = Calls.chat("gpt-4o", new Tenant("limited", model -> false), Headers.NONE, "");
        beside(GREEN).handle(call, next -> {
            assertEquals(Optional.empty(), next.side());
            return Uni.createFrom().item(new Refusal.ModelNotAllowed("gpt-4o"));
        }).await().indefinitely();
        call.bill().complete(bill());
        assertTrue(observations.take().isEmpty());
    }

    private Observe beside(ModelSide side) {
        return new Observe((model, unit) -> model.equals("gpt-4o") && unit.get().equals("key-1") ? Optional.of(side) : Optional.empty(), release -> true,
                observations);
    }

    private Map<Arm, Long> judged(Kind kind) {
        return observations.take().arms().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().of(kind)));
    }

    private static Call call(Optional<Assignment> side) {
        Call plain = Calls.chat("gpt-4o");
        return new Call(plain.id(), plain.tenant(), plain.keyId(), plain.endpoint(), plain.headers(), plain.payload(),
                new PromptUse("greet", "2.0.0", "", List.of(), side), "", plain.over(), plain.bill());
    }

    private static Bill bill() {
        Outcome outcome = new Outcome(Outcome.Ending.FAILED, Optional.of(GONE), 502, Usage.UNKNOWN, Optional.empty(), Duration.ZERO);
        return new Bill(outcome, GONE.origin(), Usage.UNKNOWN, true, Usd.ZERO, Usd.ZERO);
    }
}
