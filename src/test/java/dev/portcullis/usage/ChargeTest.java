package dev.portcullis.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Settlement;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ChargeTest {

    private static final Target BLUE = new Target("m", "blue", "p", "m");

    private final Charge charge = new Charge((target, usage) -> new Usd(usage.total() * 1_000), (call, target) -> 11);
    private final Call call = Calls.chat("m");

    @Test
    void aWholeAnswerSaysWhatItCostAndIsBilledWhenItIsOver() {
        Reply reply = charge.handle(call, next -> Uni.createFrom().item(whole())).await().indefinitely();
        assertEquals("0.00003", reply.headers().first("x-portcullis-cost").orElseThrow());
        assertFalse(call.bill().isDone());
        over(new Outcome(Outcome.Ending.COMPLETED, Optional.of(reply), 200, Usage.of(10, 0, 20, 0), Optional.empty(), Duration.ZERO));
        assertEquals(new Usd(30_000), call.bill().join().cost());
    }

    @Test
    void whatAStreamCostsIsNotKnownWhenItBegins() {
        Reply stream = new Answer(200, Headers.NONE, new Body.Stream(Multi.createFrom().empty()), origin(Attempt.Result.OK), () -> Usage.of(1, 0, 1, 0));
        Reply reply = charge.handle(call, next -> Uni.createFrom().item(stream)).await().indefinitely();
        assertTrue(reply.headers().first("x-portcullis-cost").isEmpty());
    }

    @Test
    void aCallerWhoLeftPaysForWhatWasAskedOfAProvider() {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        charge.handle(call, next -> Uni.createFrom().completionStage(answer)).subscribe().with(reply -> { });
        over(new Outcome(Outcome.Ending.ABANDONED, Optional.empty(), 0, Usage.UNKNOWN, Optional.empty(), Duration.ZERO));
        assertFalse(call.bill().isDone(), "nobody knows yet what had been asked");
        answer.complete(new Refusal.CallerLeft(origin(Attempt.Result.ABANDONED)));
        Bill bill = call.bill().join();
        assertEquals(Usage.estimate(11, 0), bill.usage());
        assertEquals(new Usd(11_000), bill.cost());
    }

    @Test
    void anAnswerThatCameTooLateForItsCallerIsPaid() {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        charge.handle(call, next -> Uni.createFrom().completionStage(answer)).subscribe().with(reply -> { });
        over(new Outcome(Outcome.Ending.ABANDONED, Optional.empty(), 0, Usage.UNKNOWN, Optional.empty(), Duration.ZERO));
        answer.complete(whole());
        assertEquals(Usage.of(10, 0, 20, 0), call.bill().join().usage());
    }

    @Test
    void aCallerWhoLeavesAStreamBeforeItsFirstEventPaysForWhatWasAsked() {
        Reply stream = new Answer(200, Headers.NONE, new Body.Stream(Multi.createFrom().empty()), origin(Attempt.Result.OK), () -> Usage.UNKNOWN);
        charge.handle(call, next -> Uni.createFrom().item(stream)).await().indefinitely();
        over(new Outcome(Outcome.Ending.ABANDONED, Optional.of(stream), 200, Usage.UNKNOWN, Optional.empty(), Duration.ZERO));
        assertEquals(Usage.estimate(11, 0), call.bill().join().usage());
    }

    @Test
    void aCallerWhoLeavesAProvidersErrorPaysNothing() {
        Reply error = new Answer(400, Headers.NONE, new Body.Whole(Buffer.buffer("{}")), origin(Attempt.Result.OK), () -> Usage.UNKNOWN);
        charge.handle(call, next -> Uni.createFrom().item(error)).await().indefinitely();
        over(new Outcome(Outcome.Ending.ABANDONED, Optional.of(error), 400, Usage.UNKNOWN, Optional.empty(), Duration.ZERO));
        assertEquals(Usage.UNKNOWN, call.bill().join().usage());
    }

    @Test
    void aRefusalCostsNothing() {
        Refusal refusal = new Refusal.UnknownModel("m");
        Reply reply = charge.handle(call, next -> Uni.createFrom().item(refusal)).await().indefinitely();
        assertEquals(refusal, reply);
        over(new Outcome(Outcome.Ending.REFUSED, Optional.of(reply), 404, Usage.UNKNOWN, Optional.empty(), Duration.ZERO));
        assertEquals(Usd.ZERO, call.bill().join().cost());
    }

    @Test
    void aBugOnTheWayIsBilledWithNothingAndHoldsNothing() {
        charge.handle(call, next -> Uni.createFrom().failure(new IllegalStateException("a bug made for this test"))).subscribe()
                .with(reply -> { }, bug -> { });
        over(new Outcome(Outcome.Ending.FAILED, Optional.of(new Refusal.Broken()), 500, Usage.UNKNOWN, Optional.empty(), Duration.ZERO));
        assertEquals(Usage.UNKNOWN, call.bill().join().usage());
    }

    @Test
    void whoDoesNotPayForASharedAnswerIsBilledWithItsUsageAndNoCost() {
        Reply reply = charge.handle(call, next -> Uni.createFrom().item(shared(new Settlement(Usage.of(10, 0, 20, 0), false)))).await().indefinitely();
        assertTrue(reply.headers().first("x-portcullis-cost").isEmpty());
        over(new Outcome(Outcome.Ending.COMPLETED, Optional.of(reply), 200, Usage.of(10, 0, 20, 0), Optional.empty(), Duration.ZERO));
        Bill bill = call.bill().join();
        assertEquals(Usage.of(10, 0, 20, 0), bill.usage());
        assertEquals(Usd.ZERO, bill.cost());
        assertEquals(new Usd(30_000), bill.saved());
        assertEquals(0, bill.countedTokens());
    }

    @Test
    void whoIsLeftWithASharedAnswerPaysForItHoweverItBegan() {
        CompletableFuture<Settlement> settlement = new CompletableFuture<>();
        Answer answer = new Answer(200, Headers.NONE, new Body.Stream(Multi.createFrom().empty()), Origin.known(Optional.of(BLUE)), () -> Usage.UNKNOWN,
                Optional.of(settlement));
        charge.handle(call, next -> Uni.createFrom().item(answer)).await().indefinitely();
        over(new Outcome(Outcome.Ending.ABANDONED, Optional.of(answer), 200, Usage.UNKNOWN, Optional.empty(), Duration.ZERO));
        assertFalse(call.bill().isDone(), "what passed is only known where it passed");
        settlement.complete(new Settlement(Usage.of(10, 0, 7, 0), true));
        assertEquals(new Usd(17_000), call.bill().join().cost());
        assertEquals(Usd.ZERO, call.bill().join().saved());
        assertEquals(17, call.bill().join().countedTokens());
    }

    @Test
    void anAnswerThatCameAndCouldNotBeReadIsPaidFor() {
        Refusal plain = new Refusal.UpstreamFailed(origin(Attempt.Result.OK), "unread", Usage.of(10, 0, 20, 0));
        Reply reply = charge.handle(call, next -> Uni.createFrom().item(plain)).await().indefinitely();
        over(new Outcome(Outcome.Ending.FAILED, Optional.of(reply), 502, Usage.UNKNOWN, Optional.empty(), Duration.ZERO));
        assertEquals(new Usd(30_000), call.bill().join().cost());
    }

    @Test
    void answersThatAreNotAsPromisedArePaidForByWhoeverAskedForThem() {
        Refusal plain = new Refusal.OutputInvalid("p@1.0.0", "failed", Usage.of(10, 0, 20, 0), Optional.empty(), origin(Attempt.Result.OK));
        Reply reply = charge.handle(call, next -> Uni.createFrom().item(plain.with(Headers.of("a", "b")))).await().indefinitely();
        over(new Outcome(Outcome.Ending.REFUSED, Optional.of(reply), 502, Usage.UNKNOWN, Optional.empty(), Duration.ZERO));
        assertEquals(new Usd(30_000), call.bill().join().cost());
    }

    @Test
    void whoIsRefusedAnAnswerThatAnotherPaysForPaysNothing() {
        CompletableFuture<Settlement> settlement = new CompletableFuture<>();
        Refusal refusal = new Refusal.OutputInvalid("p@1.0.0", "failed", Usage.of(10, 0, 20, 0), Optional.of(settlement), Origin.known(Optional.of(BLUE)));
        charge.handle(call, next -> Uni.createFrom().item(refusal)).await().indefinitely();
        over(new Outcome(Outcome.Ending.REFUSED, Optional.of(refusal), 502, Usage.UNKNOWN, Optional.empty(), Duration.ZERO));
        assertFalse(call.bill().isDone(), "who pays is not known yet");
        settlement.complete(new Settlement(Usage.of(10, 0, 20, 0), false));
        assertEquals(Usd.ZERO, call.bill().join().cost());
    }

    private static Answer shared(Settlement settlement) {
        return new Answer(200, Headers.NONE, new Body.Whole(Buffer.buffer("{}")), Origin.known(Optional.of(BLUE)), settlement::usage,
                Optional.of(CompletableFuture.completedFuture(settlement)));
    }

    private static Answer whole() {
        return new Answer(200, Headers.NONE, new Body.Whole(Buffer.buffer("{}")), origin(Attempt.Result.OK), () -> Usage.of(10, 0, 20, 0));
    }

    private static Origin origin(Attempt.Result result) {
        return new Origin(List.of(new Attempt(BLUE, result, Duration.ZERO)));
    }

    private void over(Outcome outcome) {
        call.over().toCompletableFuture().complete(outcome);
    }
}
