package dev.portcullis.prompt.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.Calls;
import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Attempt;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Metric;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.PromptUse;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Route;
import dev.portcullis.pipeline.RoutedCall;
import dev.portcullis.pipeline.Settlement;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Usage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CheckOutputTest {

    private static final Target TARGET = new Target("m", "blue", "p", "m");
    private static final String GOOD = "# Analysis\nall is well";
    private static final String BAD = "all is well";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CompletableFuture<Outcome> over = new CompletableFuture<>();
    private final List<String> asked = new ArrayList<>();
    private final Map<String, CheckOutput> stages = new HashMap<>();
    private final Deque<Reply> replies = new ArrayDeque<>();

    private Reply ask(String onFail, Headers headers, PromptUse use) {
        CheckOutput stage = stages.computeIfAbsent(onFail, like -> new CheckOutput(Outputs.contracts("{\"required_sections\":[\"Analysis\"],\"on_fail\":\""
                + like + "\"}"), new OutputMeters(meters)));
        Call plain = Calls.chat("m", Calls.ANYBODY, headers, "");
        Call call = new Call(plain.id(), plain.tenant(), plain.keyId(), plain.endpoint(), headers, plain.payload(), use, "", over, plain.bill());
        return stage.handle(new RoutedCall(call, new Route(List.of(new Route.Leg("m", List.of(TARGET), 0)))), routed -> {
            asked.add(routed.call().headers().first("cache-control").orElse("none"));
            return Uni.createFrom().item(replies.remove());
        }).await().indefinitely();
    }

    private Reply ask(String onFail, Reply... provider) {
        replies.addAll(List.of(provider));
        return ask(onFail, Headers.NONE, Outputs.USE);
    }

    private static Origin origin() {
        return new Origin(List.of(new Attempt(TARGET, Attempt.Result.OK, Duration.ZERO)));
    }

    private static Answer answer(String text) {
        return new Answer(200, Headers.NONE, new Body.Whole(Buffer.buffer(Outputs.whole(text))), origin(), () -> Usage.of(10, 0, 5, 0));
    }

    private static Answer kept(String text) {
        Usage usage = Usage.of(10, 0, 5, 0);
        return new Answer(200, Headers.NONE, new Body.Whole(Buffer.buffer(Outputs.whole(text))), Origin.known(Optional.of(TARGET)), () -> usage,
                Optional.of(CompletableFuture.completedFuture(new Settlement(usage, false))));
    }

    private static String said(Reply reply) {
        return reply.headers().first("x-portcullis-output").orElse("nothing");
    }

    private Map<String, Integer> counted() {
        Map<String, Integer> counted = new TreeMap<>();
        for (Counter counter : meters.find(Metric.PROMPT_OUTPUT.meterName()).tags("prompt", "p", "version", "1.0.0").counters()) {
            counted.put(counter.getId().getTag("result"), (int) counter.count());
        }
        return counted;
    }

    /** The first answer of a version whose schema is large kept the event loop while that was compiled. */
    @Test
    void aSchemaIsMadeReadyByAWorkerAndAllElseOnTheSpot() throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions().setWorkerPoolSize(1));
        try {
            CheckOutput schema = new CheckOutput(Outputs.contracts("{\"json_schema\":{\"type\":\"object\"}}"), new OutputMeters(meters));
            assertEquals("passed later", turn(vertx, schema, answer("{}")));
            assertEquals("passed at once", turn(vertx, schema, answer("{}")));
            CheckOutput sections = new CheckOutput(Outputs.contracts("{\"required_sections\":[\"Analysis\"]}"), new OutputMeters(meters));
            assertEquals("passed at once", turn(vertx, sections, answer(GOOD)));
            CheckOutput nothing = new CheckOutput(Outputs.contracts("{}"), new OutputMeters(meters));
            assertEquals("nothing at once", turn(vertx, nothing, answer(GOOD)));
        } finally {
            vertx.close();
        }
    }

    /** What is said of an answer, and whether in the very turn of the event loop in which it came. */
    private String turn(Vertx vertx, CheckOutput stage, Answer answer) throws Exception {
        CompletableFuture<String> said = new CompletableFuture<>();
        CompletableFuture<String> when = new CompletableFuture<>();
        vertx.runOnContext(start -> {
            // The one worker cannot be so quick as to look like the event loop itself.
            vertx.executeBlocking(when::join, false);
            Call plain = Calls.chat("m");
            Call call = new Call(plain.id(), plain.tenant(), plain.keyId(), plain.endpoint(), plain.headers(), plain.payload(), Outputs.USE, "", over, plain.bill());
            stage.handle(new RoutedCall(call, new Route(List.of())), routed -> Uni.createFrom().item(answer))
                    .subscribe().with(reply -> said.complete(said(reply)), said::completeExceptionally);
            when.complete(said.isDone() ? " at once" : " later");
        });
        return said.get(30, TimeUnit.SECONDS) + when.get(30, TimeUnit.SECONDS);
    }

    @Test
    void whatIsAsPromisedIsGivenAndSaidSo() {
        assertEquals("passed", said(ask("reject", answer(GOOD))));
        assertEquals(Map.of("passed", 1), counted());
    }

    @Test
    void aFlaggedAnswerIsGivenAllTheSame() {
        Answer given = assertInstanceOf(Answer.class, ask("flag", answer(BAD)));
        assertEquals("failed;section=Analysis", said(given));
        assertEquals(Map.of("failed", 1), counted());
    }

    @Test
    void aSecondAnswerPaysForTheFirst() {
        Answer given = assertInstanceOf(Answer.class, ask("retry_once", answer(BAD), answer(GOOD)));
        assertEquals("passed;retried", said(given));
        assertEquals(List.of("none", "no-cache"), asked);
        assertEquals(Usage.of(20, 0, 10, 0), given.usageSoFar().get());
        assertEquals(2, given.origin().attempts().size());
        assertEquals(Map.of("retried", 1, "passed", 1), counted());
    }

    @Test
    void thereIsNoThirdAnswer() {
        assertEquals("failed;section=Analysis;retried", said(ask("retry_once", answer(BAD), answer(BAD))));
        assertEquals(2, asked.size());
    }

    @Test
    void whereNoSecondAnswerComesTheFirstIsGiven() {
        Answer first = answer(BAD);
        Answer given = assertInstanceOf(Answer.class, ask("retry_once", first, new Refusal.UpstreamFailed(Origin.GATEWAY, "it is away")));
        assertSame(first.body(), given.body());
        assertEquals("failed;section=Analysis;retried", said(given));
        assertEquals(Usage.of(10, 0, 5, 0), given.usageSoFar().get());
    }

    @Test
    void aSecondAnswerThatAGuardKeepsBackIsPaidForAsWell() {
        Refusal blocked = new Refusal.Blocked(Refusal.Blocked.What.HARM, List.of("x"), false, Usage.of(10, 0, 7, 0), origin());
        Answer given = assertInstanceOf(Answer.class, ask("retry_once", answer(BAD), blocked));
        assertEquals(Usage.of(20, 0, 12, 0), given.usageSoFar().get());
    }

    @Test
    void aRejectedAnswerIsPaidFor() {
        Refusal refusal = assertInstanceOf(Refusal.class, ask("reject", answer(BAD)));
        Refusal.OutputInvalid invalid = assertInstanceOf(Refusal.OutputInvalid.class, refusal.plain());
        assertEquals(Usage.of(10, 0, 5, 0), invalid.used());
        assertEquals("p@1.0.0 failed;section=Analysis", invalid.prompt() + " " + invalid.findings());
        assertEquals(Optional.of(TARGET), invalid.origin().target());
        assertEquals(Map.of("rejected", 1), counted());
    }

    @Test
    void aKnownAnswerThatFailsIsNoReasonToRefuse() {
        Answer given = assertInstanceOf(Answer.class, ask("reject", kept(BAD), answer(GOOD)));
        assertEquals("passed;retried", said(given));
        assertEquals(Usage.of(10, 0, 5, 0), given.usageSoFar().get());
        assertEquals(new Settlement(Usage.of(10, 0, 5, 0), true), given.settlement().orElseThrow().toCompletableFuture().join());
        Refusal.OutputInvalid invalid = assertInstanceOf(Refusal.OutputInvalid.class, ((Refusal) ask("reject", kept(BAD), answer(BAD))).plain());
        assertEquals(new Settlement(Usage.of(10, 0, 5, 0), true), invalid.settlement().orElseThrow().toCompletableFuture().join());
    }

    @Test
    void ofAnswersThatAreSharedThoseArePaidForThatThisCallAskedFor() {
        CompletableFuture<Settlement> first = new CompletableFuture<>();
        Answer shared = new Answer(200, Headers.NONE, new Body.Whole(Buffer.buffer(Outputs.whole(BAD))), origin(), () -> Usage.of(10, 0, 5, 0), Optional.of(first));
        Answer given = assertInstanceOf(Answer.class, ask("retry_once", shared, answer(GOOD)));
        CompletableFuture<Settlement> both = given.settlement().orElseThrow().toCompletableFuture();
        assertTrue(!both.isDone());
        first.complete(new Settlement(Usage.of(10, 0, 5, 0), true));
        assertEquals(new Settlement(Usage.of(20, 0, 10, 0), true), both.join());
    }

    private static Answer under(String key, Answer answer) {
        return answer.from(answer.origin().keptUnder(key));
    }

    @Test
    void ofASecondAnswerThatFailedAndIsKeptNobodyAsksAgain() {
        ask("retry_once", under("k", answer(BAD)), under("k", answer("still bad")));
        Answer given = assertInstanceOf(Answer.class, ask("retry_once", under("k", kept("still bad"))));
        assertEquals("failed;section=Analysis;retried", said(given));
        assertEquals(List.of("none", "no-cache", "none"), asked);
        assertEquals(Map.of("retried", 1, "failed", 2), counted());
    }

    @Test
    void ofAnAnswerThatTookItsPlaceTheModelIsAskedAgainAndSoWhereTheContractRejects() {
        ask("retry_once", under("k", answer(BAD)), under("k", answer("still bad")));
        assertEquals("passed;retried", said(ask("retry_once", under("k", kept("bad in another way")), under("k", answer(GOOD)))));
        assertEquals("passed;retried", said(ask("retry_once", under("other", kept("still bad")), under("other", answer(GOOD)))));
        ask("reject", under("k", kept(BAD)), under("k", answer(BAD)));
        assertEquals("passed;retried", said(ask("reject", under("k", kept(BAD)), under("k", answer(GOOD)))));
        assertEquals(10, asked.size());
    }

    @Test
    void whoWantsOnlyWhatIsKnownGetsThat() {
        replies.add(kept(BAD));
        Reply given = ask("retry_once", Headers.of("Cache-Control", "Only-If-Cached"), Outputs.USE);
        assertEquals("failed;section=Analysis", said(given));
        assertEquals(1, asked.size());
    }

    @Test
    void nothingMoreIsAskedForWhoHasLeft() {
        over.complete(new Outcome(Outcome.Ending.ABANDONED, Optional.empty(), 0, Usage.UNKNOWN, Optional.empty(), Duration.ZERO));
        assertEquals("failed;section=Analysis", said(ask("retry_once", answer(BAD))));
        assertEquals(1, asked.size());
    }

    @Test
    void whatIsNoAnswerOrNoPromptsIsLeftAlone() {
        Reply refusal = new Refusal.UpstreamFailed(Origin.GATEWAY, "it is away");
        assertSame(refusal, ask("reject", refusal));
        Answer error = new Answer(429, Headers.NONE, new Body.Whole(Buffer.buffer("{}")), origin(), () -> Usage.UNKNOWN);
        assertSame(error, ask("reject", error));
        Answer bad = answer(BAD);
        replies.add(bad);
        assertSame(bad, ask("reject", Headers.NONE, PromptUse.NONE));
        assertEquals(Map.of(), counted());
    }

    @Test
    void aStreamPassesWhateverItIsLike() {
        Multi<Buffer> chunks = Multi.createFrom().items(Outputs.event(0, BAD), Outputs.DONE).map(Buffer::buffer);
        Answer given = assertInstanceOf(Answer.class,
                ask("reject", new Answer(200, Headers.NONE, new Body.Stream(chunks), origin(), () -> Usage.UNKNOWN)));
        assertEquals("nothing", said(given));
        Body.Stream stream = assertInstanceOf(Body.Stream.class, given.body());
        String all = String.join("", stream.chunks().map(Buffer::toString).collect().asList().await().indefinitely());
        assertEquals(Outputs.event(0, BAD) + ": x-portcullis-output: failed;section=Analysis\n\n" + Outputs.DONE, all);
        assertEquals("failed;section=Analysis", given.output().get());
        over.complete(new Outcome(Outcome.Ending.COMPLETED, Optional.of(given), 200, Usage.UNKNOWN, Optional.empty(), Duration.ZERO));
        assertEquals(Map.of("failed", 1), counted());
    }
}
