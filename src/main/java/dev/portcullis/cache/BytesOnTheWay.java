package dev.portcullis.cache;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the bytes of answers that are on their way at once: of large values to and from Redis, where limits are asked for on the same
 * connections and what they would have to wait behind for longer than Redis's patience would make it look slow; and of answers that are
 * heard to be kept, which slow callers make last.
 */
final class BytesOnTheWay {

    private final long most;
    private final AtomicLong now = new AtomicLong();

    BytesOnTheWay(long most) {
        this.most = most;
    }

    /** @return whether there is room for them; then they are to be given back */
    boolean take(long bytes) {
        if (now.addAndGet(bytes) <= most) {
            return true;
        }
        giveBack(bytes);
        return false;
    }

    void giveBack(long bytes) {
        now.addAndGet(-bytes);
    }
}
