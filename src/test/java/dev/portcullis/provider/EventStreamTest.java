package dev.portcullis.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.config.Timeouts;
import dev.portcullis.pipeline.BrokenStream;
import dev.portcullis.pipeline.Recordings;
import dev.portcullis.pipeline.Usage;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class EventStreamTest {

    /** For timers only. Two test engines share this class, so neither may close it; it goes with the process. */
    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String USAGE = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,"
            + "\"prompt_tokens_details\":{\"cached_tokens\":2},\"completion_tokens_details\":{\"reasoning_tokens\":1}}}\n\n";
    private static final String HELLO = "data: {\"choices\":[{\"delta\":{\"content\":\"Hello\"}}],\"usage\":null}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    @Property(tries = 1_000)
    void anySplitOfAnyRecordedStreamReachesTheCallerAsTheSameBytes(@ForAll("recordings") Path recording,
            @ForAll("cuts") List<Integer> cuts) {
        Buffer whole = Buffer.buffer(Recordings.read(recording));

        Seen seen = play(whole, cuts, false);

        if (seen.refused != null) {
            assertTrue(recording.toString().contains("error") || recording.toString().contains("malformed"), seen.refused);
        } else if (seen.failure instanceof BrokenStream broken) {
            // Of a truncated stream everything passes but a last event that was cut in its data; after an error only [DONE] is left out.
            assertTrue(recording.toString().matches(broken.why() == BrokenStream.Cause.TOLD ? ".*error.*" : ".*(truncated|malformed).*"),
                    recording + ": " + broken.getMessage());
            assertEquals(whole.slice(0, seen.bytes.length()), seen.bytes);
            assertTrue(whole.length() - seen.bytes.length() < 400, "bytes lost");
        } else {
            assertEquals(whole, seen.bytes);
        }
    }

    @Property(tries = 500)
    void theExtraChunkIsKeptBackHoweverTheStreamIsSplit(@ForAll("cuts") List<Integer> cuts) {
        Seen seen = play(Buffer.buffer(HELLO + USAGE + ": last\n\n" + DONE), cuts, true);
        assertEquals(HELLO + ": last\n\n" + DONE, seen.bytes.toString());
        assertEquals(Usage.of(7, 2, 3, 1), seen.usage);
        assertTrue(seen.completed);
    }

    @Test
    void azuresFirstChunkWithoutChoicesIsNoUsageChunk() {
        String first = "data: {\"choices\":[],\"prompt_filter_results\":[],\"usage\":null}\n\n";
        assertEquals(first + DONE, play(Buffer.buffer(first + USAGE + DONE), List.of(), true).bytes.toString());
    }

    @Test
    void usageBesideAFinishReasonStaysAndCounts() {
        String last = "data: {\"choices\":[{\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}\n\n";
        Seen seen = play(Buffer.buffer(last + DONE), List.of(), true);
        assertEquals(last + DONE, seen.bytes.toString());
        assertEquals(Usage.of(1, 0, 2, 0), seen.usage);
    }

    @Test
    void anErrorInTheFirstEventIsKnownBeforeAnybodySubscribes() {
        Seen seen = play(Buffer.buffer(": comment\n\ndata: {\"error\":{\"message\":\"no\",\"code\":503}}\n\n" + DONE), List.of(20), false);
        assertEquals("error 503", seen.refused);
    }

    @Test
    void aStreamWhoseProviderSaysNothingOfItsUsageIsCounted() {
        Seen seen = play(Buffer.buffer(HELLO + HELLO + DONE), List.of(), true);
        assertEquals(Usage.estimate(9, 3), seen.usage);
    }

    @Test
    void anErrorInMidStreamPassesAndEndsTheStreamWithoutItsTerminalEvent() {
        String error = "data: {\"error\":{\"message\":\"no\"}}\n\n";
        Seen seen = play(Buffer.buffer(HELLO + error + DONE), List.of(), false);
        assertEquals(HELLO + error, seen.bytes.toString());
        assertEquals(BrokenStream.Cause.TOLD, ((BrokenStream) seen.failure).why());
    }

    @Test
    void aStreamWithoutItsTerminalEventIsTruncated() {
        Seen seen = play(Buffer.buffer(HELLO + "data: {\"choices\":[{\"del"), List.of(), false);
        assertEquals(HELLO, seen.bytes.toString());
        assertEquals(BrokenStream.Cause.TRUNCATED, ((BrokenStream) seen.failure).why());
        assertEquals(Usage.estimate(9, 2), seen.usage, "of what passed");
    }

    @Test
    void aTerminalEventWithoutItsBlankLineIsOne() {
        Seen seen = play(Buffer.buffer(HELLO + "data: [DONE]"), List.of(), false);
        assertEquals(HELLO + "data: [DONE]", seen.bytes.toString());
        assertTrue(seen.completed);
    }

    /** OpenAI's SDK for Python leaves with the terminal event: where the provider closed its stream later, such callers had abandoned it. */
    @Test
    void theTerminalEventIsTheEndOfItWheneverTheProviderClosesIt() {
        FakeSource source = new FakeSource();
        EventStream stream = stream(source, false);
        Seen seen = new Seen(Long.MAX_VALUE);
        stream.begin(VERTX, LONG, seen.begun(stream));
        source.offer(Buffer.buffer(HELLO));
        assertFalse(seen.completed || stream.isComplete());
        source.offer(Buffer.buffer("data: [DONE]\n\n" + HELLO + "data: {\"er"));
        assertTrue(seen.completed && stream.isComplete());
        source.offer(Buffer.buffer("ror\":{\"message\":\"late\"}}\n\n" + HELLO));
        assertEquals(0, source.waiting(), "read on, so that the connection can serve again");
        source.offer(Buffer.buffer("data: {\"error\":{\"message\":\"later\"}}"));
        source.finish();
        assertEquals(HELLO + "data: [DONE]\n\n", seen.bytes.toString());
        assertEquals(List.of(), seen.failures);
    }

    @Test
    void theLastLineIsWholeWhereverItIsCut() {
        String whole = (HELLO + DONE).replace("\n", "\r\n");
        for (int cut = 1; cut < whole.length(); cut++) {
            FakeSource source = new FakeSource();
            EventStream stream = stream(source, false);
            Seen seen = new Seen(Long.MAX_VALUE);
            stream.begin(VERTX, LONG, seen.begun(stream));
            source.offer(Buffer.buffer(whole.substring(0, cut)));
            source.offer(Buffer.buffer(whole.substring(cut) + "more"));
            assertTrue(seen.completed && stream.isComplete(), "cut at " + cut);
            assertEquals(whole, seen.bytes.toString(), "cut at " + cut);
        }
    }

    /** The LF of the event before it went with it. */
    @Test
    void whatIsKeptBackTakesNoByteOfAnotherEventWhereverItIsCut() {
        String whole = (HELLO + USAGE + DONE).replace("\n", "\r\n");
        for (int cut = 1; cut < whole.length(); cut++) {
            assertEquals((HELLO + DONE).replace("\n", "\r\n"), play(Buffer.buffer(whole), List.of(cut), true).bytes.toString(), "cut at " + cut);
        }
    }

    /** Whoever had the terminal event but for its blank line was told that the stream broke. */
    @Test
    void aStreamIsCompleteWithItsTerminalEventWhateverBecomesOfItsBlankLine() {
        for (String last : List.of("data: [DONE]", "data: [DONE]\n", "data: [DONE]\r\n\r")) {
            FakeSource source = new FakeSource();
            EventStream stream = stream(source, false);
            Seen seen = new Seen(Long.MAX_VALUE);
            stream.begin(VERTX, LONG, seen.begun(stream));
            source.offer(Buffer.buffer(HELLO + last));
            assertFalse(seen.completed);
            stream.expired("is silent");
            assertTrue(seen.completed && stream.isComplete(), last);
            assertEquals(HELLO + last, seen.bytes.toString());
        }
    }

    /** Of 160 streams with an event of nearly 4 MiB each there was no end of memory but the heap's. */
    @Test
    void unfinishedEventsShareTheRoomOfAnswers() {
        AnswerMemory memory = new AnswerMemory(1_000_000);
        assertTrue(memory.take(900_000));
        String begin = "data: " + "x".repeat(50_000);
        FakeSource source = new FakeSource();
        EventStream stream = stream(source, false, Runnable::run, memory);
        Seen seen = new Seen(Long.MAX_VALUE);
        stream.begin(VERTX, LONG, seen.begun(stream));
        source.offer(Buffer.buffer(HELLO + begin));
        source.offer(Buffer.buffer("x".repeat(49_000)));
        assertEquals(List.of(), seen.failures);
        source.offer(Buffer.buffer("x".repeat(49_000)));
        assertEquals(BrokenStream.Cause.NO_ROOM, ((BrokenStream) seen.failure).why());
        assertEquals(HELLO, seen.bytes.toString());

        FakeSource small = new FakeSource();
        EventStream other = stream(small, false, Runnable::run, memory);
        Seen nothing = new Seen(Long.MAX_VALUE);
        other.begin(VERTX, LONG, nothing.begun(other));
        small.offer(Buffer.buffer(begin));
        small.offer(Buffer.buffer("x".repeat(50_000)));
        assertEquals("no room", nothing.refused);
    }

    @Test
    void theRoomOfAnEventIsGivenBackWithItAndWhenTheStreamIsOver() {
        AnswerMemory memory = new AnswerMemory(1_000_000);
        EventRoom room = new EventRoom(memory);
        assertTrue(room.holds(EventRoom.FREE) && room.holds(900_000) && room.holds(10));
        assertTrue(memory.take(1_000_000));
        assertFalse(room.holds(EventRoom.FREE + 1));
        room.close();
        assertTrue(memory.take(0) && room.holds(900_000) && memory.take(0));
    }

    @Test
    void aCallerWhoHasNotTakenTheTerminalEventHasNotAllOfIt() {
        FakeSource source = new FakeSource();
        EventStream stream = stream(source, false);
        Seen seen = new Seen(0);
        stream.begin(VERTX, LONG, seen.begun(stream));
        source.offer(Buffer.buffer(HELLO + "data: [DONE]\n\n"));
        assertFalse(seen.completed || stream.isComplete());
        seen.subscription.request(1);
        assertTrue(seen.completed && stream.isComplete());
    }

    @Test
    void aStreamThatEndsBeforeItsFirstEventIsNoAnswer() {
        assertEquals("ended its stream before the first event", play(Buffer.buffer(": only a comment\n\n"), List.of(), false).refused);
    }

    @Test
    void nothingIsReadThatNobodyAskedFor() {
        FakeSource source = new FakeSource();
        EventStream stream = stream(source, false);
        Seen seen = new Seen(0);
        stream.begin(VERTX, LONG, seen.begun(stream));
        source.offer(Buffer.buffer(HELLO));
        for (int i = 0; i < 100; i++) {
            source.offer(Buffer.buffer(HELLO));
        }
        assertEquals(100, source.waiting(), "only what the first event needed was read");
        seen.subscription.request(1);
        assertEquals(100, source.waiting(), "the first event was there already");
        seen.subscription.request(2);
        assertEquals(98, source.waiting());
    }

    @Test
    void whatComesAtOnceIsReadInTurns() {
        Queue<Runnable> turns = new ArrayDeque<>();
        FakeSource source = new FakeSource();
        EventStream stream = stream(source, false, turns::add);
        Seen seen = new Seen(Long.MAX_VALUE);
        stream.begin(VERTX, LONG, seen.begun(stream));
        int inATurn = Math.ceilDiv(EventStream.A_TURN, HELLO.length());
        for (int i = 0; i < 3 * inATurn; i++) {
            source.offer(Buffer.buffer(HELLO));
        }
        assertEquals(2 * inATurn, source.waiting());
        turns.remove().run();
        assertEquals(inATurn, source.waiting());
        assertEquals(2 * inATurn * HELLO.length(), seen.bytes.length());
        seen.subscription.cancel();
        turns.remove().run();
        assertEquals(inATurn, source.waiting(), "nobody wants it any more");
        assertTrue(turns.isEmpty());
    }

    @Provide
    Arbitrary<Path> recordings() {
        return Arbitraries.of(Recordings.streams("openai-chat", "openai-compatible", "openai-completions"));
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(1, 8_000).list().ofMaxSize(40);
    }

    private static Seen play(Buffer whole, List<Integer> cuts, boolean hideUsage) {
        FakeSource source = new FakeSource();
        EventStream stream = stream(source, hideUsage);
        Seen seen = new Seen(Long.MAX_VALUE);
        stream.begin(VERTX, LONG, seen.begun(stream));
        int from = 0;
        for (int cut : cuts.stream().filter(at -> at < whole.length()).sorted().distinct().toList()) {
            source.offer(whole.slice(from, cut));
            from = cut;
        }
        source.offer(whole.slice(from, whole.length()));
        source.finish();
        seen.usage = stream.usage();
        return seen;
    }

    private static EventStream stream(FakeSource source, boolean hideUsage) {
        return stream(source, hideUsage, Runnable::run);
    }

    private static EventStream stream(FakeSource source, boolean hideUsage, Executor nextTurn) {
        return stream(source, hideUsage, nextTurn, new AnswerMemory());
    }

    private static EventStream stream(FakeSource source, boolean hideUsage, Executor nextTurn, AnswerMemory memory) {
        Timeouts timeouts = new Timeouts(LONG, LONG, LONG, LONG);
        Deadline deadline = new Deadline(VERTX, System::nanoTime, timeouts, late -> { });
        return new EventStream(source, deadline, timeouts, new StreamWatch(hideUsage, Taps.ofHello()), new EventRoom(memory), cut -> deadline.cancel(),
                nextTurn);
    }

    /** What the caller sees. */
    private static final class Seen implements MultiSubscriber<Buffer> {

        private final long demand;
        private final Buffer bytes = Buffer.buffer();
        private final List<Throwable> failures = new ArrayList<>();
        private Flow.Subscription subscription;
        private Throwable failure;
        private String refused;
        private boolean completed;
        private Usage usage;

        Seen(long demand) {
            this.demand = demand;
        }

        EventStream.Begun begun(EventStream stream) {
            return new EventStream.Begun() {
                @Override
                public void well() {
                    stream.subscribe(Seen.this);
                }

                @Override
                public void errorInFirstEvent(byte[] data, AnswerScan error) {
                    refused = "error " + error.errorStatus().orElse(0);
                }

                @Override
                public void broken(String detail) {
                    refused = detail;
                }

                @Override
                public void noRoom() {
                    refused = "no room";
                }
            };
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            if (demand > 0) {
                given.request(demand);
            }
        }

        @Override
        public void onItem(Buffer item) {
            bytes.appendBuffer(item);
        }

        @Override
        public void onFailure(Throwable thrown) {
            failures.add(thrown);
            assertEquals(1, failures.size());
            failure = thrown;
        }

        @Override
        public void onCompletion() {
            assertTrue(!completed && failure == null);
            completed = true;
        }
    }
}
