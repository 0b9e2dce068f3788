package dev.portcullis.cache;

import dev.portcullis.pipeline.SseEvent;
import dev.portcullis.pipeline.SseEvents;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Gives the events of a stream that calls share an id of one call's own, in the place of the first that they have. Within a string of
 * a JSON text no quote stands by itself, so what looks like the member {@code "id"} is one. One stream, one thread.
 */
final class FreshIds implements UnaryOperator<Buffer> {

    private static final byte[] NAME = {'"', 'i', 'd', '"'};

    private final RandomGenerator random;
    private byte[] old;
    private byte[] fresh;

    /** @param random no secret depends on it */
    FreshIds(RandomGenerator random) {
        this.random = random;
    }

    /** @param events whole server-sent events. @return the same buffer where there is nothing to replace */
    @Override
    public Buffer apply(Buffer events) {
        if (old == null) {
            look(events);
        }
        return old == null ? events : replaced(events);
    }

    private void look(Buffer events) {
        for (SseEvent event : new SseEvents().feed(events)) {
            byte[] json = event.data().orElse(null);
            AnswerLook look = json == null ? null : AnswerLook.at(json).orElse(null);
            if (look != null && look.hasId()) {
                old = quoted(Arrays.copyOfRange(json, look.idFrom(), look.idTo()));
                fresh = quoted(NewId.of(KeptBytes.kind(json, look.idFrom(), look.idTo()), random));
                return;
            }
        }
    }

    private static byte[] quoted(byte[] id) {
        byte[] quoted = new byte[id.length + 2];
        quoted[0] = '"';
        quoted[id.length + 1] = '"';
        System.arraycopy(id, 0, quoted, 1, id.length);
        return quoted;
    }

    private Buffer replaced(Buffer events) {
        byte[] bytes = events.getBytes();
        Buffer result = null;
        int from = 0;
        for (int at = 0; at <= bytes.length - old.length; at++) {
            if (bytes[at] == '"' && isOld(bytes, at) && isValueOfId(bytes, at)) {
                result = result == null ? Buffer.buffer(bytes.length + fresh.length) : result;
                result.appendBytes(bytes, from, at - from).appendBytes(fresh);
                from = at + old.length;
                at = from - 1;
            }
        }
        return result == null ? events : result.appendBytes(bytes, from, bytes.length - from);
    }

    private boolean isOld(byte[] bytes, int at) {
        return Arrays.equals(bytes, at, at + old.length, old, 0, old.length);
    }

    private static boolean isValueOfId(byte[] bytes, int value) {
        int at = before(bytes, value);
        if (at < 0 || bytes[at] != ':') {
            return false;
        }
        at = before(bytes, at) + 1;
        return at >= NAME.length && Arrays.equals(bytes, at - NAME.length, at, NAME, 0, NAME.length);
    }

    /** Where the last byte before this one is that is no white space; below 0 for nowhere. */
    private static int before(byte[] bytes, int at) {
        int last = at - 1;
        while (last >= 0 && (bytes[last] == ' ' || bytes[last] == '\t')) {
            last--;
        }
        return last;
    }
}
