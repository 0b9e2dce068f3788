package dev.portcullis.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.BrokenStream;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Settlement;
import dev.portcullis.pipeline.Usage;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Identical calls at two replicas at once, on one thread. */
class RelayedFlightTest {

    private final FakeRelay relay = new FakeRelay();
    private final FakeMemory memory = new FakeMemory();
    private final FakeProvider provider = new FakeProvider();
    private final Replica here = new Replica("here");
    private final Replica there = new Replica("there");
    private final List<FakeCaller> callers = new ArrayList<>();

    private final class Replica {

        final Flights flights = new Flights();
        final AnswerFromCache stage;

        Replica(String name) {
            stage = stage(name, flights);
        }

        FakeCaller asks(FakeCaller caller) {
            callers.add(caller);
            caller.calls(stage, provider);
            relay.deliver();
            return caller;
        }
    }

    private AnswerFromCache stage(String name, Flights flights) {
        return new AnswerFromCache(CacheRulesTest.rules(), payload -> new Question(true, true, true, 1), routed -> key(routed.call().tenant().name()), memory,
                () -> chunk -> Buffer.buffer(chunk.toString().replace("id", "ID")), flights,
                relay.replica(name, flights, key -> memory.kept.containsKey(key.of().digest())), InstantSource.system());
    }

    private static CacheKey key(String tenant) {
        return new CacheKey(tenant, "m", "", tenant);
    }

    @AfterEach
    void nothingIsHeld() {
        callers.forEach(FakeCaller::leaves);
        relay.deliver();
        assertTrue(callers.stream().allMatch(caller -> caller.reply.isDone()), "everybody was told something");
        assertTrue(here.flights.isEmpty() && there.flights.isEmpty());
        assertTrue(provider.asked.stream().allMatch(FakeProvider.Question::isOver));
        assertTrue(relay.leases.isEmpty(), relay.leases.toString());
        assertTrue(relay.guests.isEmpty());
        assertTrue(relay.followers.values().stream().allMatch(Follower::isOver));
        assertTrue(callers.stream().allMatch(caller -> settledOrNoAnswer(caller)), "everybody's bill can be made out");
    }

    private static boolean settledOrNoAnswer(FakeCaller caller) {
        return !(caller.reply.join() instanceof Answer answer)
                || answer.settlement().isPresent() && answer.settlement().get().toCompletableFuture().isDone();
    }

    private FakeProvider.Question question(int number) {
        return provider.asked.get(number);
    }

    @Test
    void aStreamComesToBothAsItArrivesAndIsAskedForOnce() {
        FakeCaller first = here.asks(FakeCaller.streamed());
        FakeCaller second = there.asks(FakeCaller.streamed());
        FakeCaller third = there.asks(FakeCaller.streamed());
        question(0).streams(FakeProvider.BLUE, "id1 ", "a ");
        relay.deliver();
        assertEquals("id1 a ", first.text.toString());
        assertEquals("ID1 a ", second.text.toString());
        assertEquals("ID1 a ", third.text.toString());
        question(0).more("b");
        question(0).ends(null);
        relay.deliver();
        assertEquals("id1 a b", first.text.toString());
        assertEquals("ID1 a b", third.text.toString());
        assertNull(second.ended.join());
        assertEquals(1, provider.asked.size());
        assertEquals("miss hit hit", first.cache() + " " + second.cache() + " " + third.cache());
        assertEquals(new Settlement(Usage.of(10, 0, 3, 0), true), first.settlement());
        assertEquals(new Settlement(Usage.of(10, 0, 3, 0), false), second.settlement());
        assertEquals(new Settlement(Usage.of(10, 0, 3, 0), false), third.settlement());
    }

    @Test
    void soDoesAWholeAnswer() {
        FakeCaller first = here.asks(FakeCaller.whole());
        FakeCaller second = there.asks(FakeCaller.whole());
        question(0).answersWhole(200, FakeProvider.BLUE, "{}");
        relay.deliver();
        assertEquals("{}", first.text.toString());
        assertEquals("again:again:{}", second.text.toString());
        assertEquals(1, provider.asked.size());
        assertFalse(second.settlement().bought());
        assertEquals(Usage.of(10, 0, 5, 0), second.settlement().usage());
    }

    @Test
    void whenTheOneWhoAskedLeavesTheOthersHaveAllOfItAndItPays() {
        FakeCaller first = here.asks(FakeCaller.streamed());
        FakeCaller second = there.asks(FakeCaller.streamed());
        question(0).streams(FakeProvider.BLUE, "a");
        relay.deliver();
        first.leaves();
        question(0).more("b");
        question(0).ends(null);
        relay.deliver();
        assertEquals("ab", second.text.toString());
        assertNull(second.ended.join());
        assertEquals(1, provider.asked.size());
        assertEquals(new Settlement(Usage.of(10, 0, 2, 0), true), first.settlement());
        assertEquals(new Settlement(Usage.of(10, 0, 2, 0), false), second.settlement());
    }

    @Test
    void whenItLeavesBeforeThereIsAnAnswerTheyHaveItToo() {
        for (boolean stream : new boolean[] {true, false}) {
            memory.kept.clear();
            int before = provider.asked.size();
            FakeCaller first = here.asks(new FakeCaller("acme", stream, "", true));
            FakeCaller second = there.asks(new FakeCaller("acme", stream, "", true));
            first.leaves();
            assertFalse(question(before).isOver());
            if (stream) {
                question(before).streams(FakeProvider.BLUE, "a");
                question(before).ends(null);
            } else {
                question(before).answersWhole(200, FakeProvider.BLUE, "a");
            }
            relay.deliver();
            assertTrue(second.text.toString().endsWith("a"), second.text.toString());
            assertTrue(first.settlement().bought());
            assertFalse(second.settlement().bought());
        }
    }

    @Test
    void whoComesAfterItPaysInstead() {
        FakeCaller first = here.asks(FakeCaller.streamed());
        there.asks(FakeCaller.streamed());
        first.leaves();
        FakeCaller third = here.asks(FakeCaller.streamed());
        assertInstanceOf(Refusal.CallerLeft.class, ((Refusal) first.reply.join()).plain());
        question(0).streams(FakeProvider.BLUE, "a");
        question(0).ends(null);
        relay.deliver();
        assertTrue(third.settlement().bought());
        assertEquals(1, provider.asked.size());
    }

    @Test
    void whenAllHaveLeftBothTheQuestionIsGivenUp() {
        FakeCaller first = here.asks(FakeCaller.streamed());
        FakeCaller second = there.asks(FakeCaller.streamed());
        question(0).streams(FakeProvider.BLUE, "a");
        relay.deliver();
        first.leaves();
        assertFalse(question(0).isOver());
        second.leaves();
        relay.deliver();
        assertTrue(question(0).isOver());
        assertTrue(first.settlement().bought());
        assertFalse(second.settlement().bought());
        assertTrue(memory.kept.isEmpty());
    }

    @Test
    void whatFailsThereIsAskedForHereOnce() {
        here.asks(FakeCaller.streamed());
        FakeCaller second = there.asks(FakeCaller.streamed());
        FakeCaller third = there.asks(FakeCaller.streamed());
        question(0).refuses(new Refusal.NoHealthyTarget("m", Duration.ZERO));
        relay.deliver();
        assertEquals(2, provider.asked.size());
        question(1).streams(FakeProvider.BLUE, "a");
        question(1).ends(null);
        assertEquals("a a", second.text + " " + third.text);
        assertTrue(second.settlement().bought());
    }

    @Test
    void aCutIsACutForWhoHasSeenSomething() {
        FakeCaller first = here.asks(FakeCaller.streamed());
        FakeCaller second = there.asks(FakeCaller.streamed());
        question(0).streams(FakeProvider.BLUE, "a");
        relay.deliver();
        question(0).ends(new BrokenStream(BrokenStream.Cause.TRUNCATED, "cut"));
        relay.deliver();
        assertEquals("a a", first.text + " " + second.text);
        assertEquals(BrokenStream.Cause.TRUNCATED, ((BrokenStream) second.ended.join()).why());
        assertFalse(second.settlement().bought());
        assertTrue(memory.kept.isEmpty());
    }

    @Test
    void aReplicaThatIsGoneIsReplaced() {
        FakeCaller first = here.asks(FakeCaller.streamed());
        relay.gone.add("here");
        FakeCaller second = there.asks(FakeCaller.streamed());
        assertEquals(2, provider.asked.size());
        question(1).streams(FakeProvider.BLUE, "b");
        question(1).ends(null);
        assertEquals("b", second.text.toString());
        assertTrue(second.settlement().bought());
        relay.gone.clear();
        first.leaves();
    }

    @Test
    void aMessageThatIsLostIsACut() {
        here.asks(FakeCaller.streamed());
        FakeCaller second = there.asks(FakeCaller.streamed());
        question(0).streams(FakeProvider.BLUE, "a");
        relay.deliver();
        question(0).more("b");
        relay.lose();
        question(0).more("c");
        relay.deliver();
        assertEquals("a", second.text.toString());
        assertEquals(BrokenStream.Cause.RESET, ((BrokenStream) second.ended.join()).why());
    }

    @Test
    void aSlowReaderHoldsBackWhatIsSent() {
        String chunk = "x".repeat(Guest.WINDOW / 4);
        here.asks(FakeCaller.streamed());
        there.asks(new FakeCaller("acme", true, "", false));
        question(0).streams(FakeProvider.BLUE, chunk, chunk, chunk, chunk, chunk, chunk, chunk, chunk, chunk, chunk);
        relay.deliver();
        assertEquals(0, relay.underWay());
        long held = relay.followers.values().iterator().next().heldBytes();
        assertTrue(held > 0 && held <= Guest.WINDOW + chunk.length(), held + " bytes are held for a reader that does not read");
    }

    @Test
    void whatIsKnownMeanwhileIsGivenToAll() {
        FakeCaller first = here.asks(FakeCaller.streamed());
        question(0).streams(FakeProvider.BLUE, "a");
        question(0).ends(null);
        FakeCaller second = there.asks(FakeCaller.streamed());
        assertEquals("miss hit", first.cache() + " " + second.cache());
        assertEquals("again:a", second.text.toString());
    }

    /** A body that a provider gave in place of a stream was given at the other replica as a stream, under a stream's head. */
    @Test
    void aBodyThatCameInsteadOfAStreamIsAskedForAnew() {
        here.asks(FakeCaller.streamed());
        FakeCaller second = there.asks(FakeCaller.streamed());
        question(0).answersWhole(200, FakeProvider.BLUE, "{}");
        memory.kept.clear();
        relay.deliver();
        question(1).answersWhole(200, FakeProvider.BLUE, "{}");
        assertInstanceOf(Body.Whole.class, second.answer().body());
    }

    /** Of a stream that a provider gave in place of a body the other replica gave the first message, as if it were all. */
    @Test
    void aStreamThatCameInsteadOfABodyIsAskedForAnew() {
        here.asks(FakeCaller.whole());
        FakeCaller second = there.asks(FakeCaller.whole());
        question(0).streams(FakeProvider.BLUE, "a");
        relay.deliver();
        question(0).more("b");
        relay.deliver();
        question(0).ends(null);
        relay.deliver();
        question(1).answersWhole(200, FakeProvider.BLUE, "{}");
        assertEquals("{}", second.text.toString());
    }

    /** It went on to read a tape that was gone with it. */
    @Test
    void whoCannotBeReachedReadsNoMore() {
        String chunk = "x".repeat(Guest.WINDOW / 2);
        FakeCaller first = here.asks(FakeCaller.streamed());
        AtomicBoolean reachable = new AtomicBoolean(true);
        Guest guest = new Guest(1, message -> Future.succeededFuture(reachable.get()), () -> { });
        guest.boards(here.flights, new Flights.Key(key("acme"), true, false));
        question(0).streams(FakeProvider.BLUE, chunk, chunk, chunk, chunk);
        first.leaves();
        assertFalse(question(0).isOver());
        reachable.set(false);
        guest.read(Guest.WINDOW);
        assertTrue(question(0).isOver());
        assertTrue(first.settlement().bought());
    }

    /** A replica whose word that it leaves was lost held a flight that had nobody else, and with it the bill of its last caller. */
    @Test
    void aGuestThatSaysNothingAnyMoreIsForgotten() {
        String chunk = "x".repeat(Guest.WINDOW);
        FakeCaller first = here.asks(FakeCaller.streamed());
        Guest guest = new Guest(1, message -> Future.succeededFuture(true), () -> { });
        guest.boards(here.flights, new Flights.Key(key("acme"), true, false));
        question(0).streams(FakeProvider.BLUE, chunk, chunk);
        first.leaves();
        guest.leavesUnlessHeard();
        guest.ping();
        guest.leavesUnlessHeard();
        guest.read(1);
        guest.leavesUnlessHeard();
        assertFalse(question(0).isOver());
        guest.leavesUnlessHeard();
        assertTrue(question(0).isOver());
        assertTrue(first.settlement().bought());
    }

    @Test
    void aBodyThatIsTooLargeToSendIsAskedForAnewAndALargeOneIsNot() {
        here.asks(FakeCaller.whole());
        FakeCaller second = there.asks(FakeCaller.whole());
        question(0).answersWhole(200, FakeProvider.BLUE, "x".repeat(Guest.LARGEST - "again:".length()));
        relay.deliver();
        assertEquals("again:again:".length() + Guest.LARGEST - "again:".length(), second.text.length());
        assertEquals(1, provider.asked.size());
        memory.kept.clear();
        here.asks(FakeCaller.whole());
        there.asks(FakeCaller.whole());
        question(1).answersWhole(200, FakeProvider.BLUE, "x".repeat(Guest.LARGEST));
        memory.kept.clear();
        relay.deliver();
        assertEquals(3, provider.asked.size());
    }
}
