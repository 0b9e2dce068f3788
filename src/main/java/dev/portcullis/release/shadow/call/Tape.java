package dev.portcullis.release.shadow.call;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.release.shadow.Words;
import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Keeps what a caller is answered, by reference, until it is known whether there is something to compare it with: at most
 * {@link Words#MOST_BYTES}, of a stream {@link Words#MOST_STREAM_BYTES}, and of all together what their memory has room for, else nothing of it.
 * The answer itself passes as if this were not there. One call, one thread until it is over.
 */
final class Tape {

    private final LongSupplier nanos;
    private final TapeMemory memory;
    private final long begin;
    private final List<Buffer> chunks = new ArrayList<>();
    private Supplier<String> found = () -> "";
    private long end;
    private int bytes;
    private boolean stream;
    private boolean ended;
    private boolean closed; // guarded by this
    private Unread unread;

    /** @param nanos a clock that only goes forward */
    Tape(LongSupplier nanos, TapeMemory memory) {
        this.nanos = nanos;
        this.memory = memory;
        begin = nanos.getAsLong();
        end = begin;
    }

    Reply hear(Reply reply) {
        if (!(reply instanceof Answer answer)) {
            return reply;
        }
        found = answer.found();
        return switch (answer.body()) {
            case Body.Whole whole -> {
                keep(whole.bytes());
                over();
                yield answer;
            }
            case Body.Stream passing -> {
                stream = true;
                yield answer.as(answer.headers(), new Body.Stream(passed(passing.chunks())), answer.found());
            }
        };
    }

    private Multi<Buffer> passed(Multi<Buffer> passing) {
        return passing.onItem().invoke(this::keep).onCompletion().invoke(this::over);
    }

    /** What comes of a stream after its call is over belongs to nobody. */
    private synchronized void keep(Buffer chunk) {
        if (closed || unread != null) {
            return;
        }
        if (bytes + chunk.length() > (stream ? Words.MOST_STREAM_BYTES : Words.MOST_BYTES)) {
            lose(Unread.LONG);
        } else if (!memory.take(chunk.length())) {
            lose(Unread.BUSY);
        } else {
            bytes += chunk.length();
            chunks.add(chunk);
        }
    }

    private void lose(Unread why) {
        unread = why;
        chunks.clear();
        memory.giveBack(bytes);
        bytes = 0;
    }

    private void over() {
        end = nanos.getAsLong();
        ended = true;
    }

    /** Once, when the call is over: what is kept beyond that is counted elsewhere. */
    synchronized void close() {
        closed = true;
        memory.giveBack(bytes);
    }

    /** Why nothing of an answer is kept. */
    Optional<Unread> unread() {
        return Optional.ofNullable(unread);
    }

    /** Whether all of it passed here. */
    boolean isWhole() {
        return ended;
    }

    /** Whether guards have found anything in the answer. What they found in the request is told around it, and is none of its business. */
    boolean isFound() {
        return !found.get().isEmpty();
    }

    /** From the beginning to the last byte. */
    Duration took() {
        return Duration.ofNanos(end - begin);
    }

    int bytes() {
        return bytes;
    }

    /** For a worker. */
    Optional<Words> words() {
        return chunks.isEmpty() ? Optional.empty() : stream ? Words.of(chunks) : Words.of(chunks.getFirst());
    }
}
