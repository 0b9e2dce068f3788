package dev.portcullis.release.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Attempt;
import dev.portcullis.pipeline.Bill;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Outcome.Ending;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import dev.portcullis.release.canary.Measure;
import dev.portcullis.release.observe.Observation.Kind;
import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObservationTest {

    private static final Target OWN = new Target("gpt-4o", "only", "openai", "x");
    private static final Target FALLBACK = new Target("claude", "only", "anthropic", "y");
    private static final Body WHOLE = new Body.Whole(Buffer.buffer("{}"));
    private static final Body STREAM = new Body.Stream(Multi.createFrom().empty());
    private static final Duration TOOK = Duration.ofSeconds(2);
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final double COST = 0.002;

    @Test
    void anAnswerTellsThatItIsNoErrorWhatItCostAndHowLongItTook() {
        assertEquals(Map.of(Measure.ERROR_RATE, 0.0, Measure.GUARD_BLOCKS, 0.0, Measure.LATENCY, Math.log(2), Measure.COST, COST),
                judged(observe(Ending.COMPLETED, answer(200, WHOLE, Headers.NONE))));
    }

    @Test
    void onlyAStreamTellsOfItsFirstByte() {
        assertEquals(Math.log(0.5), judged(observe(Ending.COMPLETED, answer(200, STREAM, Headers.NONE))).get(Measure.TIME_TO_FIRST_TOKEN));
    }

    @Test
    void anAnswerInNoTimeAtAllIsAsLongAsTheShortest() {
        Bill bill = new Bill(new Outcome(Ending.COMPLETED, Optional.of(answer(200, WHOLE, Headers.NONE)), 200, Usage.UNKNOWN, Optional.empty(), Duration.ZERO),
                asked(OWN), Usage.UNKNOWN, true, Usd.ZERO, Usd.ZERO);
        assertEquals(Math.log(1e-6), Observation.of(bill, target -> target.model().equals("gpt-4o")).values().get(Measure.LATENCY), 1e-9);
    }

    @Test
    void whetherAnAnswerIsAsPromisedStandsInItsHeadOrIsKnownAtTheEndOfAStream() {
        assertEquals(0, judged(observe(Ending.COMPLETED, answer(200, WHOLE, Headers.of("x-portcullis-output", "passed")))).get(Measure.OUTPUT_FAILURES));
        assertEquals(1, judged(observe(Ending.COMPLETED, answer(200, WHOLE, Headers.of("x-portcullis-output", "failed;section=b;retried"))))
                .get(Measure.OUTPUT_FAILURES));
        assertTrue(!judged(observe(Ending.COMPLETED, answer(200, WHOLE, Headers.of("x-portcullis-output", "unchecked;too_long"))))
                .containsKey(Measure.OUTPUT_FAILURES), "of what nobody can say anything there is nothing");
        Answer stream = answer(200, STREAM, Headers.NONE).watched(STREAM, () -> "failed;schema=json");
        assertEquals(1, judged(observe(Ending.COMPLETED, stream)).get(Measure.OUTPUT_FAILURES));
    }

    @Test
    void whatTheProviderOrTheGatewayBreaksIsAnErrorAndTakesNoTimeThatCounts() {
        for (Observation told : List.of(observe(Ending.TRUNCATED, answer(200, STREAM, Headers.NONE)), observe(Ending.FAILED, answer(200, STREAM, Headers.NONE)),
                observe(Ending.COMPLETED, answer(503, WHOLE, Headers.NONE)), observe(502, new Refusal.UpstreamFailed(asked(OWN), "gone")),
                observe(504, new Refusal.UpstreamTimedOut(asked(OWN), "slow")), observe(503, new Refusal.NoHealthyTarget("gpt-4o", TOOK)),
                observe(500, new Refusal.Broken()))) {
            assertEquals(Map.of(Measure.ERROR_RATE, 1.0, Measure.COST, COST), judged(told));
        }
    }

    @Test
    void aProviderThatRefusesTheGatewayFailsAndOneThatRefusesTheRequestDoesNot() {
        for (int status : new int[] {401, 402, 403, 404, 408, 429}) {
            assertEquals(1, judged(observe(Ending.COMPLETED, answer(status, WHOLE, Headers.NONE))).get(Measure.ERROR_RATE), Integer.toString(status));
        }
        for (int status : new int[] {400, 409, 413, 415, 422}) {
            assertEquals(Kind.REFUSED, observe(Ending.COMPLETED, answer(status, WHOLE, Headers.NONE)).kind(), Integer.toString(status));
        }
        assertEquals(Kind.REFUSED, observe(404, new Refusal.UnknownModel("gone")).kind(), "the model may be the version's");
    }

    @Test
    void whatCallersLimitsAndGuardsOfRequestsKeepBackIsNoError() {
        for (Observation told : List.of(observe(Ending.ABANDONED, answer(200, STREAM, Headers.NONE)),
                observe(429, new Refusal.OverLimit("acme", Refusal.OverLimit.Unit.REQUESTS, 1, 1, TOOK)),
                observe(400, new Refusal.Blocked(Refusal.Blocked.What.INJECTION, List.of("override"))), observe(504, new Refusal.NotCached()),
                observe(499, new Refusal.CallerLeft(Origin.GATEWAY)), observe(400, new Refusal.InvalidValue("n", "a number")))) {
            assertEquals(new Observation(Kind.LEFT_OUT, Map.of()), told);
        }
        Outcome gone = new Outcome(Ending.ABANDONED, Optional.empty(), 0, Usage.UNKNOWN, Optional.empty(), TOOK);
        assertEquals(Kind.LEFT_OUT, Observation.of(new Bill(gone, asked(OWN), Usage.UNKNOWN, true, Usd.ZERO, Usd.ZERO), target -> target.model().equals("gpt-4o")).kind());
    }

    @Test
    void anAnswerThatAGuardStopsIsABlockAndNoError() {
        Refusal blocked = new Refusal.Blocked(Refusal.Blocked.What.HARM, List.of("hate"), false, Usage.UNKNOWN, asked(OWN)).with(Headers.NONE);
        assertEquals(Map.of(Measure.ERROR_RATE, 0.0, Measure.GUARD_BLOCKS, 1.0, Measure.COST, COST), judged(observe(400, blocked)));
        Answer stream = answer(200, STREAM, Headers.NONE).as(Headers.NONE, STREAM, () -> "harm=hate");
        assertEquals(Map.of(Measure.ERROR_RATE, 0.0, Measure.GUARD_BLOCKS, 1.0, Measure.COST, COST), judged(observe(Ending.FAILED, stream)));
    }

    @Test
    void anAnswerThatIsRefusedForItsOutputIsAnErrorAndABrokenPromise() {
        Refusal refused = new Refusal.OutputInvalid("a@1.0.0", "failed;section=b", Usage.UNKNOWN, Optional.empty(), asked(OWN)).with(Headers.of("x-a", "b"));
        assertEquals(Map.of(Measure.ERROR_RATE, 1.0, Measure.OUTPUT_FAILURES, 1.0, Measure.COST, COST), judged(observe(502, refused)));
    }

    @Test
    void aKnownAnswerAndOneByAnotherModelTellNothing() {
        assertEquals(Kind.CACHED, observe(Ending.COMPLETED, (Answer) answer(200, WHOLE, Headers.NONE).from(Origin.known(Optional.of(OWN)))).kind());
        assertEquals(Kind.CONTAMINATED, observe(Ending.COMPLETED, (Answer) answer(200, WHOLE, Headers.NONE).from(asked(FALLBACK))).kind());
        assertEquals(Kind.CONTAMINATED, observe(400, new Refusal.Blocked(Refusal.Blocked.What.HARM, List.of(), false, Usage.UNKNOWN, asked(FALLBACK))).kind());
        assertEquals(1, judged(observe(502, new Refusal.UpstreamFailed(asked(FALLBACK), "both are gone"))).get(Measure.ERROR_RATE),
                "where the fallback fails too, so has the side's own model");
    }

    @Test
    void whoDoesNotPayTellsNothingOfTheCost() {
        Outcome outcome = new Outcome(Ending.COMPLETED, Optional.of(answer(200, WHOLE, Headers.NONE)), 200, Usage.UNKNOWN, Optional.empty(), TOOK);
        assertTrue(!Observation.of(new Bill(outcome, asked(OWN), Usage.UNKNOWN, false, Usd.ZERO, Usd.ZERO), target -> target.model().equals("gpt-4o")).values().containsKey(Measure.COST));
    }

    private static Map<Measure, Double> judged(Observation told) {
        assertEquals(Kind.JUDGED, told.kind());
        return told.values();
    }

    private static Observation observe(Ending ending, Answer answer) {
        return observe(ending, answer.status(), answer);
    }

    private static Observation observe(int status, Refusal refusal) {
        return observe(status < 500 ? Ending.REFUSED : Ending.FAILED, status, refusal);
    }

    private static Observation observe(Ending ending, int status, Reply reply) {
        Outcome outcome = new Outcome(ending, Optional.of(reply), status, Usage.UNKNOWN, Optional.of(FIRST), TOOK);
        return Observation.of(new Bill(outcome, reply.origin(), Usage.UNKNOWN, true, new Usd(2_000_000), Usd.ZERO), target -> target.model().equals("gpt-4o"));
    }

    private static Answer answer(int status, Body body, Headers head) {
        return new Answer(status, head, body, asked(OWN), () -> Usage.UNKNOWN);
    }

    private static Origin asked(Target target) {
        return new Origin(List.of(new Attempt(target, Attempt.Result.OK, FIRST)));
    }
}
