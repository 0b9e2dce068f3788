package dev.portcullis.cache;

import io.vertx.core.buffer.Buffer;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** A kept stream's events, as many at a time as make a buffer of some size, each buffer made when it is wanted. */
final class KeptEvents implements Iterator<Buffer> {

    /** Bytes of a buffer that is full: no larger than what a connection takes at once. */
    private static final int FULL = 16 * 1024;

    private final Kept kept;
    private final byte[] id;
    private final int hidden;
    private int next;

    /** @param usageShown whether the event that says only the usage is among them */
    KeptEvents(Kept kept, byte[] id, boolean usageShown) {
        this.kept = kept;
        this.id = id;
        this.hidden = usageShown ? Kept.NO_EVENT : kept.usageEvent();
    }

    /** The terminal event comes last and is never hidden, so there is something as long as there are events. */
    @Override
    public boolean hasNext() {
        return next < kept.parts();
    }

    @Override
    public Buffer next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int after = next;
        int size = 0;
        do {
            size += kept.end(after) - kept.begin(after) + id.length;
            after++;
        } while (after < kept.parts() && size < FULL);
        if (after - 1 == hidden) {
            // Never nothing but what is hidden.
            size += kept.end(after) - kept.begin(after) + id.length;
            after++;
        }
        Buffer events = Buffer.buffer(size);
        for (; next < after; next++) {
            if (next != hidden) {
                kept.appendPart(next, id, events);
            }
        }
        return events;
    }
}
