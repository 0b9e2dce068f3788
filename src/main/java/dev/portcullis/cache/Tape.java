package dev.portcullis.cache;

import dev.portcullis.pipeline.BrokenStream;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A stream's chunks by number, for all who read it, each from where it is; those at the front that nobody will read any more may be
 * dropped. Not thread-safe: a flight's monitor guards it.
 */
final class Tape {

    private final Collection<Passenger> readers;
    private final List<Buffer> chunks = new ArrayList<>();
    private long first;
    private long bytes;
    /** Whether a chunk has been asked for and has not come. */
    private boolean asked;
    private boolean ended;
    private Throwable broken;

    /** @param readers as they are at any time; who begins to read late needs the tape from its beginning */
    Tape(Collection<Passenger> readers) {
        this.readers = readers;
    }

    long bytes() {
        return bytes;
    }

    boolean isEnded() {
        return ended;
    }

    boolean isBroken() {
        return broken != null;
    }

    /** The first chunk will be asked for without a reader's wish. */
    void asked() {
        asked = true;
    }

    /** @return those who waited for it */
    List<Passenger> add(Buffer chunk) {
        asked = false;
        chunks.add(chunk);
        bytes += chunk.length();
        List<Passenger> waited = new ArrayList<>();
        for (Passenger reader : readers) {
            if (reader.waiting) {
                reader.waiting = false;
                waited.add(reader);
            }
        }
        return waited;
    }

    /** @param how null if it ended well */
    void end(Throwable how) {
        ended = true;
        broken = how;
    }

    /** What this reader gets next. @param wants whether it wants a chunk, and not only to know of the end */
    Passenger.Step next(Passenger reader, boolean wants) {
        if (reader.leftBehind) {
            return new Passenger.Step(null, true, new BrokenStream(BrokenStream.Cause.LEFT_BEHIND,
                    "This answer is shared with identical calls, and was read so slowly that the rest of it could not be kept."), false);
        }
        boolean there = reader.position < end();
        if (there && wants) {
            return new Passenger.Step(chunks.get((int) (reader.position++ - first)), false, null, false);
        }
        if (!there && ended) {
            return new Passenger.Step(null, true, broken, false);
        }
        reader.waiting = wants;
        boolean pull = wants && !there && !asked;
        asked |= pull;
        return new Passenger.Step(null, false, null, pull);
    }

    /**
     * Drops what all have read; while more than this is left, leaves those behind who have read least. The chunk that came last is not
     * counted: it may be as large as it likes. @return those who were left behind
     */
    List<Passenger> shorten(long most) {
        List<Passenger> left = new ArrayList<>();
        long least = least();
        dropBefore(least);
        while (!chunks.isEmpty() && bytes - chunks.getLast().length() > most) {
            for (Passenger reader : readers) {
                if (reader.position == least) {
                    reader.goes();
                    reader.leftBehind = true;
                    left.add(reader);
                }
            }
            least = least();
            dropBefore(least);
        }
        return left;
    }

    void clear() {
        dropBefore(end());
    }

    private long end() {
        return first + chunks.size();
    }

    private long least() {
        long least = end();
        for (Passenger reader : readers) {
            least = Math.min(least, reader.position);
        }
        return least;
    }

    private void dropBefore(long number) {
        int count = (int) (number - first);
        if (count > 0) {
            List<Buffer> read = chunks.subList(0, count);
            read.forEach(chunk -> bytes -= chunk.length());
            read.clear();
            first = number;
        }
    }
}
