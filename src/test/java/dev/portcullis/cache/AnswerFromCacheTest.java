package dev.portcullis.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.Calls;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Settlement;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Tenant;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.release.ModelSide;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnswerFromCacheTest {

    private static final Target GREEN = new Target("m", "green", "p", "m-2");
    private static final Target FALLBACK = new Target("other", "only", "p", "m-1");
    private static final Target REPLICA = new Target("m", "replica", "elsewhere", "m-1");

    private Instant now = Instant.parse("2026-11-24T12:00:00Z");
    private final FakeMemory memory = new FakeMemory();
    private final FakeProvider provider = new FakeProvider();
    private final Flights flights = new Flights();
    private final AnswerFromCache stage = new AnswerFromCache(CacheRulesTest.rules(), payload -> new Question(true, true, true, 1),
            routed -> new CacheKey(routed.call().tenant().name(), "m", "", routed.call().tenant().name()), memory, UnaryOperator::identity, flights, Relay.NONE, () -> now);

    @AfterEach
    void nothingIsHeld() {
        assertTrue(flights.isEmpty());
        assertTrue(provider.asked.stream().allMatch(FakeProvider.Question::isOver));
    }

    @Test
    void whatWasAnsweredOnceIsKnown() {
        FakeCaller first = ask(FakeCaller.whole());
        provider.asked.getFirst().answersWhole(200, FakeProvider.BLUE, "{}");
        assertEquals("miss", first.cache());
        assertEquals(new Settlement(Usage.of(10, 0, 5, 0), true), first.settlement());
        now = now.plusSeconds(42);
        FakeCaller second = ask(FakeCaller.whole());
        assertEquals("again:{}", second.text.toString());
        assertEquals("hit", second.cache());
        assertEquals("42", second.answer().headers().first("age").orElseThrow());
        assertEquals("application/json", second.answer().headers().first("content-type").orElseThrow());
        assertEquals("m/blue", second.answer().origin().target().orElseThrow().id());
        assertTrue(second.answer().origin().attempts().isEmpty());
        assertEquals(new Settlement(Usage.of(10, 0, 5, 0), false), second.settlement());
        assertEquals(1, provider.asked.size());
    }

    @Test
    void aStreamIsKnownOnceItHasEndedWell() {
        FakeCaller first = ask(FakeCaller.streamed());
        provider.asked.getFirst().streams(FakeProvider.BLUE, "a", "b");
        assertTrue(memory.kept.isEmpty());
        provider.asked.getFirst().ends(null);
        assertEquals("ab", first.text.toString());
        FakeCaller second = ask(FakeCaller.streamed());
        assertEquals("again:ab", second.text.toString());
        assertEquals("text/event-stream", second.answer().headers().first("content-type").orElseThrow());
    }

    /** The other target answered in place of the one that a canary tries. */
    @Test
    void whatTheOtherTargetOfACanaryAnsweredIsNotKept() {
        Target twin = new Target("m", "green", "elsewhere", "m-1");
        for (String answers : List.of("blue", "green")) {
            FakeCaller caller = new FakeCaller(Calls.chat("m", new Tenant("acme", model -> true), Headers.NONE, "")
                    .on(new ModelSide("green", true, Optional.empty())));
            caller.calls(stage, provider, twin);
            provider.asked.getLast().answersWhole(200, answers.equals("blue") ? FakeProvider.BLUE : twin, "{}");
            assertEquals("miss", caller.cache());
            assertEquals(answers.equals("green"), !memory.kept.isEmpty(), answers);
        }
    }

    @Test
    void anAnswerThatIsTooOldIsNotGiven() {
        answerOne(FakeCaller.whole());
        now = now.plus(Duration.ofSeconds(30));
        assertEquals("hit", ask(new FakeCaller("acme", false, "max-age=30", true)).cache());
        answerOne(new FakeCaller("acme", false, "max-age=29", true));
        assertEquals(2, provider.asked.size());
        now = now.plus(Duration.ofMinutes(10).plusSeconds(1));
        answerOne(FakeCaller.whole());
        assertEquals(3, provider.asked.size());
    }

    @Test
    void noCacheAsksAnewAndIsKept() {
        answerOne(FakeCaller.whole());
        FakeCaller other = ask(FakeCaller.streamed());
        FakeCaller anew = ask(new FakeCaller("acme", false, "no-cache", true));
        assertEquals(2, provider.asked.size());
        provider.asked.getLast().answersWhole(200, FakeProvider.BLUE, "{1}");
        assertEquals("miss", anew.cache());
        assertEquals("hit", other.cache());
        assertEquals("again:{1}", ask(FakeCaller.whole()).text.toString());
    }

    @Test
    void everyCallThatItIsAskedForSaysWhatItsAnswerIsKeptUnder() {
        FakeCaller unknown = ask(new FakeCaller("acme", false, "only-if-cached", true));
        FakeCaller leader = ask(FakeCaller.streamed());
        FakeCaller follower = ask(FakeCaller.streamed());
        provider.asked.getLast().streams(FakeProvider.BLUE, "a");
        provider.asked.getLast().ends(null);
        FakeCaller known = ask(FakeCaller.whole());
        assertEquals(List.of("miss acme", "miss acme", "hit acme", "hit acme"), Stream.of(unknown, leader, follower, known)
                .map(caller -> caller.cache() + " " + caller.reply.join().origin().cacheKey().orElse("none")).toList());
        FakeCaller apart = ask(new FakeCaller("acme", false, "no-store", true));
        provider.asked.getLast().answersWhole(200, FakeProvider.BLUE, "{}");
        assertTrue(apart.reply.join().origin().cacheKey().isEmpty());
    }

    @Test
    void noStoreKeepsOutOfItAltogether() {
        answerOne(FakeCaller.whole());
        FakeCaller apart = ask(new FakeCaller("acme", false, "no-store", true));
        provider.asked.getLast().answersWhole(200, FakeProvider.BLUE, "{1}");
        assertEquals("bypass", apart.cache());
        assertEquals("again:{}", ask(FakeCaller.whole()).text.toString());
        provider.asked.getLast().routed.call().over().toCompletableFuture().join();
    }

    @Test
    void onlyIfCachedAsksNobody() {
        FakeCaller nothing = ask(new FakeCaller("acme", false, "only-if-cached", true));
        assertInstanceOf(Refusal.NotCached.class, ((Refusal) nothing.reply.join()).plain());
        assertEquals("miss", nothing.cache());
        assertEquals("bypass", ask(new FakeCaller("plain", false, "only-if-cached", true)).cache());
        assertTrue(provider.asked.isEmpty());
        answerOne(FakeCaller.whole());
        assertEquals("hit", ask(new FakeCaller("acme", false, "only-if-cached", true)).cache());
        assertInstanceOf(Refusal.NotCached.class, ((Refusal) ask(new FakeCaller("acme", false, "only-if-cached, no-cache", true)).reply.join()).plain());
    }

    @Test
    void aTenantWithoutACacheIsLeftAlone() {
        FakeCaller plain = ask(new FakeCaller("plain", false, "", true));
        provider.asked.getFirst().answersWhole(200, FakeProvider.BLUE, "{}");
        assertEquals("bypass", plain.cache());
        assertTrue(memory.kept.isEmpty());
    }

    @Test
    void onlyAnAnswerOfTheChosenVariantIsKept() {
        for (Target by : new Target[] {GREEN, FALLBACK}) {
            FakeCaller caller = ask(FakeCaller.whole());
            provider.asked.getLast().answersWhole(200, by, "{}");
            assertEquals("miss", caller.cache());
            FakeCaller stream = ask(FakeCaller.streamed());
            provider.asked.getLast().streams(by, "a");
            provider.asked.getLast().ends(null);
            assertEquals("a", stream.text.toString());
        }
        assertTrue(memory.kept.isEmpty());
        ask(FakeCaller.whole());
        provider.asked.getLast().answersWhole(200, REPLICA, "{}");
        assertFalse(memory.kept.isEmpty());
    }

    @Test
    void errorsAreNotKept() {
        ask(FakeCaller.whole());
        provider.asked.getLast().answersWhole(400, FakeProvider.BLUE, "{}");
        FakeCaller refused = ask(FakeCaller.whole());
        provider.asked.getLast().refuses(new Refusal.NoHealthyTarget("m", Duration.ZERO));
        assertEquals("miss", refused.cache());
        FakeCaller broken = ask(FakeCaller.whole());
        provider.asked.getLast().breaks(new IllegalStateException("a bug made for this test"));
        assertTrue(broken.reply.isCompletedExceptionally());
        assertTrue(memory.kept.isEmpty());
    }

    private FakeCaller ask(FakeCaller caller) {
        return caller.calls(stage, provider);
    }

    private void answerOne(FakeCaller caller) {
        int before = provider.asked.size();
        ask(caller);
        assertEquals(before + 1, provider.asked.size());
        provider.asked.getLast().answersWhole(200, FakeProvider.BLUE, "{}");
    }
}
