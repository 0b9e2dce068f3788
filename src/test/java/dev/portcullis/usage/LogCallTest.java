package dev.portcullis.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.Calls;
import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Attempt;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Identity;
import dev.portcullis.pipeline.Inbound;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LogCallTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123456Z");
    private static final Target BLUE = new Target("gpt-4o", "blue", "openai", "gpt-4o-2024-08-06");

    @Test
    void aCompletedCallSaysWhoWhereHowLongAndHowMuch() {
        Origin origin = new Origin(List.of(new Attempt(BLUE, Attempt.Result.SERVER_ERROR, Duration.ofMillis(3)),
                new Attempt(BLUE, Attempt.Result.OK, Duration.ofNanos(12_340_000))));
        Answer answer = new Answer(200, Headers.NONE, new Body.Whole(Buffer.buffer()), origin, () -> Usage.UNKNOWN);
        Outcome outcome = new Outcome(Outcome.Ending.COMPLETED, Optional.of(answer), 200, Usage.of(7, 2, 3, 1),
                Optional.of(Duration.ofMillis(16)), Duration.ofNanos(17_050_000));

        assertEquals("time=2026-11-23T12:00:00.123Z id=call-1 tenant=anybody key=key-1 endpoint=chat target=gpt-4o/blue attempts=2 status=200"
                + " ending=completed total_ms=17.0 upstream_ms=15.3 first_byte_ms=16.0 input_tokens=7 output_tokens=3 cost_usd=0.00123",
                line(outcome));
    }

    @Test
    void aCallThatTheCacheWasAskedForSaysWhatToPurge() {
        Answer answer = new Answer(200, Headers.NONE, new Body.Whole(Buffer.buffer()), Origin.known(Optional.of(BLUE)).keptUnder("a-digest"), () -> Usage.UNKNOWN);
        Outcome outcome = new Outcome(Outcome.Ending.COMPLETED, Optional.of(answer), 200, Usage.UNKNOWN, Optional.empty(), Duration.ZERO);
        assertTrue(line(outcome).contains(" target=gpt-4o/blue attempts=0 cache=hit cache_key=a-digest status=200 "), line(outcome));
    }

    @Test
    void whatGuardsFindAfterTheHeadOfAStreamIsToldInItsPlace() {
        Answer head = new Answer(200, Headers.of("x-portcullis-guard", "pii=1"), new Body.Whole(Buffer.buffer()), Origin.GATEWAY, () -> Usage.UNKNOWN);
        for (String later : new String[] {"", "pii=2;policy=no-poems"}) {
            Answer answer = head.as(head.headers(), head.body(), () -> later);
            Outcome outcome = new Outcome(Outcome.Ending.COMPLETED, Optional.of(answer), 200, Usage.UNKNOWN, Optional.empty(), Duration.ZERO);
            assertTrue(line(outcome).contains(" guard=" + (later.isEmpty() ? "pii=1" : later) + " "), line(outcome));
        }
    }

    @Test
    void whetherAnAnswerIsAsPromisedIsToldOfStreamsToo() {
        Answer whole = new Answer(200, Headers.of("x-portcullis-output", "passed;retried"), new Body.Whole(Buffer.buffer()), Origin.GATEWAY, () -> Usage.UNKNOWN);
        assertTrue(line(over(whole)).contains(" output=passed;retried total_ms="), line(over(whole)));
        Answer stream = new Answer(200, Headers.NONE, new Body.Whole(Buffer.buffer()), Origin.GATEWAY, () -> Usage.UNKNOWN);
        Answer watched = stream.watched(stream.body(), () -> "failed;section=a").with(Headers.of("a", "b"));
        assertTrue(line(over(watched)).contains(" output=failed;section=a total_ms="), line(over(watched)));
    }

    @Test
    void theVariantOfAnExperimentStandsBehindThePrompt() {
        Answer answer = new Answer(200, Headers.of("x-portcullis-prompt", "greet@1.0.0").with("x-portcullis-experiment", "tone=warm"), new Body.Whole(Buffer.buffer()),
                Origin.GATEWAY, () -> Usage.UNKNOWN);
        assertTrue(line(over(answer)).contains(" prompt=greet@1.0.0 experiment=tone=warm total_ms="), line(over(answer)));
    }

    private static Outcome over(Answer answer) {
        return new Outcome(Outcome.Ending.COMPLETED, Optional.of(answer), 200, Usage.UNKNOWN, Optional.empty(), Duration.ZERO);
    }

    @Test
    void tokensThatTheGatewayCountedAreMarked() {
        Outcome outcome = new Outcome(Outcome.Ending.ABANDONED, Optional.empty(), 200, Usage.estimate(7, 3), Optional.empty(), Duration.ZERO);
        assertTrue(line(outcome).endsWith(" input_tokens=7 output_tokens=3 estimated=true cost_usd=0.00123"), line(outcome));
    }

    private static String line(Outcome outcome) {
        return LogCall.line(Calls.inbound(Endpoint.CHAT, "{}", new CompletableFuture<>()), outcome, new Usd(1_230_000), NOW);
    }

    @Test
    void aStrangersCallNamesItsRefusalAndNothingThatTheStrangerWrote() {
        Inbound inbound = new Inbound("call-2", Endpoint.CHAT, "resource", Headers.of("authorization", "Bearer key-of-a-stranger"),
                new Identity.Stranger("reason"), Uni.createFrom().nothing(), 0, new CompletableFuture<>());
        Outcome outcome = new Outcome(Outcome.Ending.REFUSED, Optional.of(new Refusal.Unauthenticated("reason")), 401, Usage.UNKNOWN,
                Optional.empty(), Duration.ofMillis(1));

        assertEquals("time=2026-11-23T12:00:00.123Z id=call-2 endpoint=chat status=401 ending=refused refusal=Unauthenticated total_ms=1.0",
                LogCall.line(inbound, outcome, Usd.ZERO, NOW));
    }
}
