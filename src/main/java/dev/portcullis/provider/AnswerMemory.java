package dev.portcullis.provider;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds what all whole answers take together, from their first byte until their calls are over, and the unfinished events of streams. */
final class AnswerMemory {

    private static final int HEAP_SHARE = 4;

    private final long limit;
    private final AtomicLong taken = new AtomicLong();

    /** A quarter of the heap. */
    AnswerMemory() {
        this(Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    }

    /** @param limit bytes */
    AnswerMemory(long limit) {
        this.limit = limit;
    }

    /** Counts the bytes in any case; they are to be given back. @return whether there is room for them */
    boolean take(int bytes) {
        return taken.addAndGet(bytes) <= limit;
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }
}
