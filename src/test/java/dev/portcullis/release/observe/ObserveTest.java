package dev.portcullis.release.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.Calls;
import dev.portcullis.pipeline.Attempt;
import dev.portcullis.pipeline.Bill;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.PromptUse;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import dev.portcullis.pipeline.release.Assignment;
import dev.portcullis.release.observe.Batch.Arm;
import dev.portcullis.release.observe.Observation.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObserveTest {

    private static final Refusal GONE = new Refusal.UpstreamFailed(new Origin(List.of(new Attempt(new Target("gpt-4o", "only", "p", "x"),
            Attempt.Result.CONNECTION, Duration.ZERO))), "gone");

    private final Observations observations = new Observations(new SimpleMeterRegistry());
    private final Observe observe = new Observe("greet@2.0.0#1"::equals, observations);

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
