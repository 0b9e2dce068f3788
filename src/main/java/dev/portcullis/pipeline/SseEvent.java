package dev.portcullis.pipeline;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * One server-sent event as it came, its blank line included.
 *
 * @param raw   never changed by anybody
 * @param piece whether this is only a part of an event that was longer than the bound
 */
public record SseEvent(Buffer raw, boolean piece) {

    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);

    /**
     * The event's data: what follows {@code data:} and one space, several such lines joined by LF; empty where there is none
     * (comments, pings) or where the event was too long to be looked into.
     */
    public Optional<byte[]> data() {
        if (piece) {
            return Optional.empty();
        }
        byte[] bytes = raw.getBytes();
        byte[] joined = null;
        // A stream may begin with a byte order mark, which its readers skip.
        int at = bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF ? 3 : 0;
        while (at < bytes.length) {
            int end = lineEnd(bytes, at);
            if (isData(bytes, at, end)) {
                byte[] line = value(bytes, at + DATA.length, end);
                joined = joined == null ? line : join(joined, line);
            }
            at = end + 1;
        }
        return Optional.ofNullable(joined);
    }

    private static int lineEnd(byte[] bytes, int from) {
        int i = from;
        while (i < bytes.length && bytes[i] != '\n' && bytes[i] != '\r') {
            i++;
        }
        return i;
    }

    private static boolean isData(byte[] bytes, int from, int to) {
        int after = from + DATA.length;
        return after <= to && Arrays.equals(bytes, from, after, DATA, 0, DATA.length) && (after == to || bytes[after] == ':');
    }

    private static byte[] value(byte[] bytes, int afterName, int to) {
        int from = Math.min(afterName + 1, to);
        if (from < to && bytes[from] == ' ') {
            from++;
        }
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + 1 + other.length);
        both[one.length] = '\n';
        System.arraycopy(other, 0, both, one.length + 1, other.length);
        return both;
    }
}
