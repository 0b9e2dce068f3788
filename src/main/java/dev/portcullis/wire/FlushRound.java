package dev.portcullis.wire;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The connections of one event loop that have written something since they were last flushed together: when the loop has done what
 * there was to read, when they are {@link #MOST}, or when another comes or was read and the first has waited {@link #LONGEST}. Not
 * thread-safe.
 */
final class FlushRound implements Runnable {

    /** More in one round leave whoever reads at the other ends without work until it ends. */
    static final int MOST = 8;
    /** Nanoseconds. Some eight calls whose texts are checked by every guard. */
    static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(1);

    private static final FastThreadLocal<FlushRound> OF_EVENT_LOOP = new FastThreadLocal<>() {

        @Override
        protected FlushRound initialValue() {
            return new FlushRound(System::nanoTime);
        }
    };

    private final LongSupplier nanoTime;
    private final Queue<SharedFlush> waiting = new ArrayDeque<>(MOST);
    /** When the first of those that wait came, or one that waited before it. */
    private long since;
    private boolean endComes;
    private boolean flushing;

    FlushRound(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    static FlushRound ofThisEventLoop() {
        return OF_EVENT_LOOP.get();
    }

    /** @param loop runs what it is given after what it is at */
    void add(SharedFlush connection, Executor loop) {
        if (!endComes) {
            // Throws where memory is short. Then the end does not come, and the next to write asks for it again.
            loop.execute(this);
            endComes = true;
        }
        waiting.add(connection);
        if (waiting.size() == 1) {
            since = nanoTime.getAsLong();
        } else if (!flushing && (waiting.size() >= MOST || isLate())) {
            flush();
        }
    }

    /** The loop has read one of its connections. Those that only send, and have nothing to wait for, would keep the others' answers. */
    void hasRead() {
        if (!flushing && !waiting.isEmpty() && isLate()) {
            flush();
        }
    }

    private boolean isLate() {
        return nanoTime.getAsLong() - since >= LONGEST;
    }

    /** The end of the round. */
    @Override
    public void run() {
        endComes = false;
        flush();
    }

    /** What is written because something was flushed is for the next round: no connection keeps the loop from the others. */
    private void flush() {
        flushing = true;
        for (int left = waiting.size(); left > 0; left--) {
            waiting.remove().flushNow();
        }
        flushing = false;
    }
}
