package dev.portcullis.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.cache.similar.Comparing;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Metric;
import dev.portcullis.pipeline.Payload;
import dev.portcullis.pipeline.PromptUse;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Settlement;
import dev.portcullis.pipeline.Tenant;
import dev.portcullis.pipeline.Usage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnswerInOtherWordsTest {

    private static final String QUESTION = "How can I cancel my subscription?";
    private static final String PARAPHRASE = "Please tell me how to terminate my subscription.";
    private static final PromptUse FAQ = new PromptUse("faq", "1.0.0", "analysis", List.of());

    private Instant now = Instant.parse("2026-11-29T12:00:00Z");
    private Uni<Reply> embedding = Uni.createFrom().item(Comparing.vector("1,0,0.5"));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Comparing comparing = new Comparing(call -> embedding, () -> now, meters);
    private final FakeMemory memory = new FakeMemory();
    private final FakeProvider provider = new FakeProvider();
    private final Flights flights = new Flights();
    private final AnswerFromCache stage = new AnswerFromCache(CacheRulesTest.rules(), Question::of,
            routed -> CacheKey.of(CacheKey.Scope.of(routed.call(), FakeProvider.BLUE), routed.call().payload()), memory, UnaryOperator::identity, flights,
            Relay.NONE, () -> now, comparing.questions);
    private String tenant = "acme";
    private String cacheControl = "";
    private PromptUse prompt = FAQ;
    private String guard = "g1";
    private String before = "";
    private String more = "";

    /** A clock's thread that went on with a call may still be about to leave its flight. */
    @AfterEach
    void nothingIsHeld() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!flights.isEmpty() || !provider.asked.stream().allMatch(FakeProvider.Question::isOver)) {
            assertTrue(System.nanoTime() < deadline, "a flight or a question is not over");
            Thread.onSpinWait();
        }
    }

    @Test
    void aQuestionInOtherWordsIsAnsweredLikeARepeatedOne() {
        assertEquals("miss", asked(QUESTION));
        now = now.plusSeconds(42);
        FakeCaller caller = ask(PARAPHRASE);
        assertEquals("hit", caller.cache());
        assertEquals("again:{1}", caller.text.toString());
        assertEquals("42", caller.answer().headers().first("age").orElseThrow());
        assertEquals("m/blue", caller.answer().origin().target().orElseThrow().id());
        assertEquals(new Settlement(Usage.of(10, 0, 5, 0), false), caller.settlement());
        assertEquals(List.of(caller.answer().origin().cacheKey().orElseThrow()), List.copyOf(memory.kept.keySet()), "it can be purged by its own key");
        assertEquals(1, counted("hit"));
        assertEquals(1, counted("miss"));
    }

    @Test
    void aStreamIsAnsweredToo() {
        asked(QUESTION);
        more = ",\"stream\":true";
        FakeCaller caller = ask(PARAPHRASE);
        assertEquals("hit again:{1}", caller.cache() + " " + caller.text);
        assertEquals(1, provider.asked.size());
    }

    @Test
    void whatWasAnsweredFromAnEarlierQuestionIsNotRemembered() {
        asked(QUESTION);
        ask(PARAPHRASE);
        memory.kept.clear();
        cacheControl = "only-if-cached";
        ask(PARAPHRASE);
        assertEquals(1, counted("gone"), "the only one that was remembered");
        ask(PARAPHRASE);
        assertEquals(1, counted("gone"));
        assertEquals(2, counted("miss"));
    }

    @Test
    void otherFactsAreAnotherQuestion() {
        asked("How many seats has plan 2018?");
        assertEquals("miss", asked("How many seats has plan 2022?"));
        assertEquals("miss", asked("How many seats has plan not 2018?"));
        assertEquals(2, counted("different"));
    }

    @Test
    void nothingIsSharedBeyondTheScope() {
        asked(QUESTION);
        tenant = "other";
        assertEquals("miss", asked(PARAPHRASE));
        tenant = "acme";
        prompt = new PromptUse("faq", "1.0.1", "analysis", List.of());
        assertEquals("miss", asked(PARAPHRASE));
        prompt = new PromptUse("help-desk", "1.0.0", "analysis", List.of());
        assertEquals("miss", asked(PARAPHRASE));
        prompt = FAQ;
        guard = "g2";
        assertEquals("miss", asked(PARAPHRASE));
        guard = "g1";
        more = ",\"temperature\":0.3";
        assertEquals("miss", asked(PARAPHRASE));
        more = ",\"response_format\":{\"type\":\"json_object\"}";
        assertEquals("miss", asked(PARAPHRASE));
        more = "";
        before = "{\"role\":\"system\",\"content\":\"Be brief.\"},";
        assertEquals("miss", asked(PARAPHRASE));
        before = "";
        assertEquals("hit", ask(PARAPHRASE).cache());
    }

    @Test
    void onlyPromptsThatAreNamedAreComparedAtAll() {
        prompt = new PromptUse("faqs", "1.0.0", "analysis", List.of());
        asked(QUESTION);
        assertEquals("miss", asked(PARAPHRASE));
        prompt = PromptUse.NONE;
        more = ",\"temperature\":0";
        asked(QUESTION);
        assertEquals("miss", asked(PARAPHRASE));
        assertEquals(List.of(), comparing.asked);
    }

    @Test
    void callsWithToolsOrForSeveralAnswersAreNotCompared() {
        for (String tools : List.of(",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]", ",\"n\":2")) {
            more = tools;
            assertEquals("bypass", asked(QUESTION));
        }
        assertEquals(List.of(), comparing.asked);
    }

    @Test
    void whoWantsItFreshGetsItFresh() {
        asked(QUESTION);
        cacheControl = "no-cache";
        assertEquals("miss", asked(PARAPHRASE));
        cacheControl = "no-store";
        assertEquals("bypass", asked(PARAPHRASE));
        assertEquals(1, comparing.asked.size());
    }

    @Test
    void anAnswerThatIsTooOldForOneIsGivenToTheNext() {
        asked(QUESTION);
        now = now.plusSeconds(11);
        cacheControl = "only-if-cached, max-age=10";
        assertInstanceOf(Refusal.NotCached.class, ((Refusal) ask(PARAPHRASE).reply.join()).plain());
        cacheControl = "only-if-cached";
        assertEquals("hit", ask(PARAPHRASE).cache());
        assertEquals(1, provider.asked.size());
    }

    @Test
    void whatIsGoneFromTheStoreIsNeverGivenAndIsForgotten() {
        asked(QUESTION);
        memory.kept.clear();
        assertEquals("miss", asked(PARAPHRASE));
        assertEquals(1, counted("gone"));
        FakeCaller caller = ask(QUESTION);
        assertEquals("hit again:{2}", caller.cache() + " " + caller.text);
        assertEquals(2, provider.asked.size());
    }

    /** A Redis that did not answer in time made the question forgotten, for every later caller. */
    @Test
    void whatTheStoreCannotSayNowIsAskedForAgain() {
        asked(QUESTION);
        cacheControl = "only-if-cached";
        memory.away = true;
        assertInstanceOf(Refusal.NotCached.class, ((Refusal) ask(PARAPHRASE).reply.join()).plain());
        assertEquals(1, counted("gone"));
        memory.away = false;
        FakeCaller caller = ask(PARAPHRASE);
        assertEquals("hit again:{1}", caller.cache() + " " + caller.text);
    }

    @Test
    void whatWasPurgedIsForgotten() {
        asked(QUESTION);
        Purge purge = new Purge("acme", Purge.ANY, "faq", Purge.ANY);
        comparing.questions.forget(purge::fits);
        assertEquals("miss", asked(PARAPHRASE));
        assertEquals(2, counted("miss"));
    }

    @Test
    void aQuestionIsForgottenWithItsTime() {
        asked(QUESTION);
        now = now.plus(Duration.ofHours(1));
        assertEquals("miss", asked(PARAPHRASE));
        assertEquals(2, counted("miss"));
    }

    @Test
    void whatIsNotKeptIsNotRemembered() {
        ask(QUESTION);
        provider.asked.getLast().answersWhole(500, FakeProvider.BLUE, "{}");
        assertEquals("miss", asked(PARAPHRASE));
        assertEquals(2, counted("miss"));
    }

    @Test
    void aBrokenModelIsAPlainMiss() {
        asked(QUESTION);
        embedding = Uni.createFrom().failure(new IllegalStateException("a failure made for this test"));
        assertEquals("miss", asked(PARAPHRASE));
        assertEquals("hit", ask(QUESTION).cache());
        assertEquals(1, counted("not_compared"));
    }

    @Test
    void aSlowModelHoldsNobodyUp() throws Exception {
        asked(QUESTION);
        embedding = Uni.createFrom().nothing();
        CompletableFuture<Void> goneOn = new CompletableFuture<>();
        FakeCaller caller = new FakeCaller(call(PARAPHRASE)).calls(stage, routed -> {
            Uni<Reply> reply = provider.respond(routed);
            goneOn.complete(null);
            return reply;
        });
        goneOn.get(30, TimeUnit.SECONDS);
        provider.asked.getLast().answersWhole(200, FakeProvider.BLUE, "{}");
        assertEquals("miss", caller.reply.get(30, TimeUnit.SECONDS).origin().cache().word());
        assertTrue(comparing.asked.get(1).over().toCompletableFuture().isDone(), "it is cut");
        assertEquals(1, counted("not_compared"));
    }

    @Test
    void identicalCallsWaitForOneVectorAndAskOnce() {
        CompletableFuture<Reply> vector = new CompletableFuture<>();
        embedding = Uni.createFrom().completionStage(vector);
        List<FakeCaller> callers = List.of(ask(QUESTION), ask(QUESTION), ask(QUESTION));
        assertEquals(1, comparing.asked.size());
        assertEquals(List.of(), provider.asked);
        vector.complete(Comparing.vector("1,0"));
        provider.asked.getLast().answersWhole(200, FakeProvider.BLUE, "{}");
        assertEquals(List.of("hit", "hit", "miss"), callers.stream().map(FakeCaller::cache).sorted().toList());
        assertEquals(1, provider.asked.size());
    }

    @Test
    void aReloadTakesItBack() {
        asked(QUESTION);
        comparing.configure("prompts: [ other ], embeddings: vectors");
        assertEquals("miss", asked(PARAPHRASE));
        comparing.configure("");
        assertEquals("miss", asked("Tell me how one can terminate the subscription."));
        assertEquals(1, comparing.asked.size());
    }

    /** @return what the cache had to do with it; whoever is asked answers with a number */
    private String asked(String question) {
        int askedBefore = provider.asked.size();
        FakeCaller caller = ask(question);
        if (provider.asked.size() > askedBefore) {
            provider.asked.getLast().answersWhole(200, FakeProvider.BLUE, "{" + provider.asked.size() + "}");
        }
        return caller.cache();
    }

    private FakeCaller ask(String question) {
        return new FakeCaller(call(question)).calls(stage, provider);
    }

    private Call call(String question) {
        Buffer body = Buffer.buffer("{\"model\":\"m\",\"messages\":[" + before + "{\"role\":\"user\",\"content\":\"" + question + "\"}]" + more + "}");
        Headers headers = cacheControl.isEmpty() ? Headers.NONE : Headers.of("cache-control", cacheControl);
        return new Call("call-1", new Tenant(tenant, model -> true), "key-1", Endpoint.CHAT, headers, Payload.read(body, Endpoint.CHAT), prompt, guard,
                new CompletableFuture<>(), new CompletableFuture<>());
    }

    private double counted(String result) {
        return meters.get(Metric.CACHE_SIMILAR.meterName()).tag("result", result).counter().count();
    }
}
