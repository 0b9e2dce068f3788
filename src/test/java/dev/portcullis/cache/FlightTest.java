package dev.portcullis.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.BrokenStream;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Settlement;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Usage;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Identical calls at once, on one thread; {@link CrowdedFlightTest} has many. */
class FlightTest {

    private static final BrokenStream CUT = new BrokenStream(BrokenStream.Cause.TRUNCATED, "cut");
    private static final Target GREEN = new Target("m", "green", "p", "m-2");
    private static final int TAPE = 10;

    private final FakeMemory memory = new FakeMemory();
    private final FakeProvider provider = new FakeProvider();
    private final Flights flights = new Flights(Long.MAX_VALUE, TAPE);
    private final AnswerFromCache stage = new AnswerFromCache(CacheRulesTest.rules(), payload -> new Question(true, true, true, 1),
            routed -> new CacheKey(routed.call().tenant().name(), "m", "", routed.call().tenant().name()), memory,
            () -> chunk -> Buffer.buffer(chunk.toString().replace("id", "ID")), flights, Relay.NONE, InstantSource.system());
    private final List<FakeCaller> callers = new ArrayList<>();

    @AfterEach
    void nothingIsHeld() {
        callers.forEach(FakeCaller::leaves);
        assertTrue(callers.stream().allMatch(caller -> caller.reply.isDone()), "everybody was told something");
        assertTrue(flights.isEmpty());
        assertEquals(Set.of(), memory.held);
        assertTrue(provider.asked.stream().allMatch(FakeProvider.Question::isOver));
    }

    @Test
    void whoComesWhileAnAnswerIsAwaitedWaitsForIt() {
        FakeCaller first = ask(FakeCaller.whole());
        FakeCaller second = ask(FakeCaller.whole());
        question().answersWhole(200, FakeProvider.BLUE, "{}");
        assertEquals(1, provider.asked.size());
        assertEquals("{}", first.text.toString());
        assertEquals("again:{}", second.text.toString());
        assertEquals("miss hit", first.cache() + " " + second.cache());
        assertEquals("0", second.answer().headers().first("age").orElseThrow());
        assertEquals(new Settlement(Usage.of(10, 0, 5, 0), true), first.settlement());
        assertEquals(new Settlement(Usage.of(10, 0, 5, 0), false), second.settlement());
    }

    @Test
    void whoComesLateGetsTheStreamFromItsBeginningWithIdsOfItsOwn() {
        FakeCaller first = ask(FakeCaller.streamed());
        question().streams(FakeProvider.BLUE, "id1 ", "a ");
        FakeCaller second = ask(FakeCaller.streamed());
        assertEquals("ID1 a ", second.text.toString());
        question().more("b");
        question().ends(null);
        assertEquals("id1 a b", first.text.toString());
        assertEquals("ID1 a b", second.text.toString());
        assertNull(second.ended.join());
        assertEquals(new Settlement(Usage.of(10, 0, 3, 0), true), first.settlement());
        assertEquals(new Settlement(Usage.of(10, 0, 3, 0), false), second.settlement());
        assertEquals("text/event-stream; charset=utf-8", first.answer().headers().first("content-type").orElseThrow());
    }

    @Test
    void streamsAndWholeAnswersAndTenantsAreAskedForApart() {
        ask(FakeCaller.streamed());
        ask(FakeCaller.whole());
        ask(new FakeCaller("other", false, "", true));
        assertEquals(3, provider.asked.size());
    }

    @Test
    void whenTheFirstLeavesAStreamTheNextHasAllOfItAndPays() {
        FakeCaller first = ask(FakeCaller.streamed());
        FakeCaller second = ask(FakeCaller.streamed());
        FakeCaller third = ask(FakeCaller.streamed());
        question().streams(FakeProvider.BLUE, "a");
        first.leaves();
        question().more("b");
        question().ends(null);
        assertEquals("ab", second.text.toString());
        assertEquals("ab", third.text.toString());
        assertEquals(Settlement.NOTHING, first.settlement());
        assertEquals(new Settlement(Usage.of(10, 0, 2, 0), true), second.settlement());
        assertEquals(new Settlement(Usage.of(10, 0, 2, 0), false), third.settlement());
    }

    @Test
    void whenTheFirstLeavesBeforeThereIsAnAnswerTheNextHasAsked() {
        FakeCaller first = ask(FakeCaller.whole());
        FakeCaller second = ask(FakeCaller.whole());
        first.leaves();
        assertInstanceOf(Refusal.CallerLeft.class, plain(first));
        assertTrue(first.reply.join().origin().attempts().isEmpty(), "it pays nothing");
        question().answersWhole(200, FakeProvider.BLUE, "{}");
        assertEquals("{}", second.text.toString());
        assertEquals("miss", second.cache());
        assertEquals(1, second.answer().origin().attempts().size());
        assertTrue(second.settlement().bought());
    }

    @Test
    void theLastWhoLeavesEndsItAndPaysForWhatPassed() {
        FakeCaller first = ask(FakeCaller.streamed());
        FakeCaller second = ask(FakeCaller.streamed());
        question().streams(FakeProvider.BLUE, "a", "b");
        first.leaves();
        assertFalse(question().isOver());
        second.leaves();
        assertTrue(question().isOver());
        assertEquals(Settlement.NOTHING, first.settlement());
        assertEquals(new Settlement(Usage.of(10, 0, 2, 0), true), second.settlement());
        assertTrue(memory.kept.isEmpty());
    }

    @Test
    void theLastWhoLeavesBeforeThereIsAnAnswerHearsWhatWasAsked() {
        FakeCaller first = ask(FakeCaller.streamed());
        FakeCaller second = ask(FakeCaller.streamed());
        first.leaves();
        second.leaves();
        assertTrue(question().isOver());
        assertEquals(1, second.reply.join().origin().attempts().size());
    }

    @Test
    void whatFailsIsToldToOneAndTheOthersAskForThemselvesOnce() {
        for (boolean stream : new boolean[] {true, false}) {
            int before = provider.asked.size();
            FakeCaller first = ask(new FakeCaller("acme", stream, "", true));
            FakeCaller second = ask(new FakeCaller("acme", stream, "", true));
            FakeCaller third = ask(new FakeCaller("acme", stream, "", true));
            question(before).refuses(new Refusal.NoHealthyTarget("m", Duration.ZERO));
            assertInstanceOf(Refusal.NoHealthyTarget.class, plain(first));
            assertEquals(before + 3, provider.asked.size());
            question(before + 1).answersWhole(500, FakeProvider.BLUE, "{}");
            question(before + 2).answersWhole(200, GREEN, "{3}");
            assertEquals(500, second.answer().status());
            assertEquals("{3}", third.text.toString());
            assertEquals("miss miss", second.cache() + " " + third.cache());
            assertEquals(before + 3, provider.asked.size());
        }
        assertTrue(memory.kept.isEmpty());
    }

    @Test
    void aBugIsToldToOneAndTheOthersAskForThemselves() {
        FakeCaller first = ask(FakeCaller.whole());
        FakeCaller second = ask(FakeCaller.whole());
        question().breaks(new IllegalStateException("a bug made for this test"));
        assertTrue(first.reply.isCompletedExceptionally());
        question(1).answersWhole(200, FakeProvider.BLUE, "{}");
        assertEquals("{}", second.text.toString());
    }

    @Test
    void aBugInTheMemoryCostsNobodyTheAnswer() {
        memory.broken = true;
        FakeCaller first = ask(FakeCaller.streamed());
        FakeCaller second = ask(FakeCaller.streamed());
        question().streams(FakeProvider.BLUE, "a", "b");
        question().ends(null);
        assertEquals("ab ab", first.text + " " + second.text);
        FakeCaller third = ask(FakeCaller.whole());
        FakeCaller fourth = ask(FakeCaller.whole());
        question(1).answersWhole(200, FakeProvider.BLUE, "{}");
        assertEquals("{} {}", third.text + " " + fourth.text);
        assertTrue(memory.kept.isEmpty());
    }

    @Test
    void theStreamOfAnotherVariantGoesToOneOnly() {
        FakeCaller first = ask(FakeCaller.streamed());
        FakeCaller second = ask(FakeCaller.streamed());
        question().streams(GREEN, "green");
        question().ends(null);
        question(1).streams(FakeProvider.BLUE, "blue");
        question(1).ends(null);
        assertEquals("green", first.text.toString());
        assertEquals("blue", second.text.toString());
        assertEquals("again:blue", ask(FakeCaller.streamed()).text.toString());
    }

    @Test
    void aCutIsACutForWhoHasSeenSomethingAndIsNeverKept() {
        FakeCaller first = ask(FakeCaller.streamed());
        FakeCaller second = ask(FakeCaller.streamed());
        question().streams(FakeProvider.BLUE, "a");
        question().ends(CUT);
        assertEquals(CUT, first.ended.join());
        assertEquals(CUT, second.ended.join());
        assertEquals("a", second.text.toString());
        assertTrue(first.settlement().bought());
        assertFalse(second.settlement().bought());
        assertTrue(memory.kept.isEmpty());
        ask(FakeCaller.streamed());
        assertEquals(2, provider.asked.size());
    }

    @Test
    void whoHasSeenNothingOfAStreamThatBreaksAsksForItself() {
        FakeCaller first = ask(FakeCaller.streamed());
        FakeCaller second = ask(FakeCaller.streamed());
        question().ends(CUT);
        question().streams(FakeProvider.BLUE);
        assertEquals(CUT, first.ended.join());
        question(1).streams(FakeProvider.BLUE, "whole");
        question(1).ends(null);
        assertEquals("whole", second.text.toString());
        assertEquals("miss", second.cache());
    }

    @Test
    void oneWhoReadsSlowlyHoldsNobodyUp() {
        FakeCaller slow = ask(new FakeCaller("acme", true, "", false));
        FakeCaller fast = ask(FakeCaller.streamed());
        question().streams(FakeProvider.BLUE, "1", "2", "3");
        question().ends(null);
        assertEquals("123", fast.text.toString());
        assertEquals("", slow.text.toString());
        slow.wants(2);
        assertEquals("12", slow.text.toString());
        slow.wants(1);
        assertEquals("123", slow.text.toString());
        assertNull(slow.ended.join());
        assertTrue(slow.settlement().bought());
    }

    @Test
    void whoLagsFurtherBehindThanCanBeKeptIsCutOffAndTheOthersAreNot() {
        FakeCaller slow = ask(new FakeCaller("acme", true, "", false));
        FakeCaller fast = ask(FakeCaller.streamed());
        question().streams(FakeProvider.BLUE, "12345", "67890");
        slow.wants(1);
        question().more("abcde");
        FakeCaller late = ask(FakeCaller.streamed());
        assertEquals(2, provider.asked.size(), "the beginning may be gone, so nobody boards any more");
        question().more("fghij", "klmno");
        assertEquals(BrokenStream.Cause.LEFT_BEHIND, ((BrokenStream) slow.ended.join()).why());
        assertEquals("12345", slow.text.toString());
        question().more("pqrst", "uvwxy");
        question().ends(null);
        assertEquals("1234567890abcdefghijklmnopqrstuvwxy", fast.text.toString());
        assertNull(fast.ended.join());
        assertEquals(new Settlement(Usage.of(10, 0, 7, 0), true), fast.settlement());
        assertEquals(Settlement.NOTHING, slow.settlement());
        late.leaves();
    }

    @Test
    void oneAloneIsNeverCutOffAndNothingIsAskedForAheadOfIt() {
        FakeCaller slow = ask(new FakeCaller("acme", true, "", false));
        question().streams(FakeProvider.BLUE, "12345678901234567890", "2", "3");
        assertEquals(1, question().delivered);
        slow.wants(1);
        assertEquals(1, question().delivered);
        slow.wants(2);
        question().ends(null);
        assertEquals("1234567890123456789023", slow.text.toString());
        assertNull(slow.ended.join());
    }

    @Test
    void aFullFlightIsFollowedByAnother() {
        for (int i = 0; i < Flight.MOST_ABOARD + 1; i++) {
            ask(FakeCaller.whole());
        }
        assertEquals(2, provider.asked.size());
    }

    private FakeCaller ask(FakeCaller caller) {
        callers.add(caller);
        return caller.calls(stage, provider);
    }

    private FakeProvider.Question question() {
        return question(0);
    }

    private FakeProvider.Question question(int number) {
        return provider.asked.get(number);
    }

    private static Reply plain(FakeCaller caller) {
        return ((Refusal) caller.reply.join()).plain();
    }
}
