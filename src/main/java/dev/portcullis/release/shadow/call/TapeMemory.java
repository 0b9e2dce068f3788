package dev.portcullis.release.shadow.call;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds what all answers take together that are kept until their calls are over. Safe for threads. */
final class TapeMemory {

    private final long limit;
    private final AtomicLong taken = new AtomicLong();

    /** @param limit bytes */
    TapeMemory(long limit) {
        this.limit = limit;
    }

    /** @return whether there was room for them; if so they are to be given back */
    boolean take(int bytes) {
        if (taken.addAndGet(bytes) <= limit) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    void giveBack(int bytes) {
        taken.addAndGet(-bytes);
    }
}
