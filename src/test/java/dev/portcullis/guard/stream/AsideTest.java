package dev.portcullis.guard.stream;

import static dev.portcullis.guard.stream.Passed.content;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.BrokenStream;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A stream whose chunks are looked at elsewhere: a test says when. */
class AsideTest {

    private static final String DONE = "data: [DONE]\n\n";

    private record Job(int bytes, Runnable work, Consumer<Throwable> then) {

        void isDone() {
            Aside.here(work, then);
        }
    }

    private final ArrayDeque<Job> jobs = new ArrayDeque<>();
    private final Passed stream = Passed.through(channel -> new Shouting(), true, "", Long.MAX_VALUE,
            (bytes, work, then) -> jobs.add(new Job(bytes, work, then)));

    @Test
    void nothingMoreIsAskedForNorHandedOnWhileAChunkIsLookedAt() {
        stream.gives(content("ask alice "));
        assertEquals(0, stream.asked);
        assertTrue(stream.chunks.isEmpty());
        assertEquals(content("ask alice ").length(), jobs.getFirst().bytes);
        jobs.remove().isDone();
        assertEquals(Map.of("0 content", "ASK ALICE "), stream.texts());
        assertEquals(1, stream.asked);
    }

    @Test
    void eventsStayInTheirOrderAndTheEndWaitsForThem() {
        stream.gives(content("ask ") + content("alice "));
        jobs.remove().isDone();
        stream.gives(content("now") + DONE).ends();
        assertFalse(stream.completed);
        jobs.remove().isDone();
        assertFalse(stream.completed, "what is left is looked at as well");
        jobs.remove().isDone();
        assertEquals(Map.of("0 content", "ASK ALICE NOW"), stream.texts());
        assertTrue(stream.bytes().endsWith(DONE));
        assertTrue(stream.completed);
        assertEquals(1, stream.over);
        assertTrue(jobs.isEmpty());
    }

    /** A pause that is over while the end is looked at is none: two threads would be at the gates. */
    @Test
    void thePauseIsForgottenWhenTheStreamEnds() {
        stream.gives(content("ask alice."));
        jobs.remove().isDone();
        assertEquals(1, stream.timer.waiting());
        stream.ends();
        assertEquals(0, stream.timer.waiting());
        jobs.remove().isDone();
        assertEquals(Map.of("0 content", "ASK ALICE."), stream.texts());
        assertTrue(jobs.isEmpty());
    }

    @Test
    void whoeverLeavesMeanwhileIsToldNothingAndHoldsNothing() {
        stream.gives(content("ask al"));
        jobs.remove().isDone();
        stream.gives(content("ice now "));
        stream.leaves();
        assertTrue(stream.cancelled);
        assertEquals(1, stream.over);
        int before = stream.chunks.size();
        jobs.remove().isDone();
        assertEquals(before, stream.chunks.size());
        assertEquals(0, stream.held);
        assertFalse(stream.completed);
        assertEquals(0, stream.timer.waiting());
    }

    @Test
    void whatBreaksMeanwhileBreaksBehindWhatCame() {
        IllegalStateException reset = new IllegalStateException("reset");
        stream.gives(content("ask ")).breaks(reset);
        assertSame(null, stream.failure);
        while (!jobs.isEmpty()) {
            jobs.remove().isDone();
        }
        assertEquals(Map.of("0 content", "ASK "), stream.texts());
        assertSame(reset, stream.failure);
    }

    @Test
    void aGateThatStopsItOrFailsElsewhereStopsIt() {
        stream.gives(content("a bomb "));
        jobs.remove().isDone();
        assertTrue(stream.cancelled);
        assertInstanceOf(BrokenStream.class, stream.failure);
        IllegalStateException bug = new IllegalStateException("bug");
        Passed other = Passed.through(channel -> {
            throw bug;
        }, true, "", Long.MAX_VALUE, (bytes, work, then) -> jobs.add(new Job(bytes, work, then)));
        other.gives(content("x "));
        jobs.remove().isDone();
        assertSame(bug, other.failure);
        assertTrue(other.cancelled);
    }
}
