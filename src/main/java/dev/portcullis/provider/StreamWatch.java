package dev.portcullis.provider;

import dev.portcullis.pipeline.BrokenStream;
import dev.portcullis.pipeline.SseEvent;
import dev.portcullis.pipeline.Usage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Looks on as a stream's events pass: its usage, its errors, its end, and the one chunk that the caller did not ask for. */
final class StreamWatch {

    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] USAGE = "\"usage\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = ":null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ERROR = "\"error\"".getBytes(StandardCharsets.US_ASCII);

    private final boolean hideUsage;
    private Usage usage = Usage.UNKNOWN;
    private boolean started;
    private boolean terminated;
    private boolean told;
    private boolean extra;

    /** @param hideUsage whether the gateway asked for the chunk with usage, and not the caller */
    StreamWatch(boolean hideUsage) {
        this.hideUsage = hideUsage;
    }

    /** @return the event's content if it is an error */
    Optional<AnswerScan> see(SseEvent event) {
        extra = false;
        Optional<byte[]> data = event.data();
        if (data.isEmpty()) {
            started |= event.piece();
            return Optional.empty();
        }
        byte[] bytes = data.get();
        started = true;
        if (Arrays.equals(bytes, DONE)) {
            terminated = true;
            return Optional.empty();
        }
        // Most events hold neither; parsing them all would cost more than everything else here.
        if (!hasUsage(bytes) && find(bytes, ERROR, 0) < 0) {
            return Optional.empty();
        }
        Optional<AnswerScan> scan = AnswerScan.of(bytes);
        if (scan.isEmpty()) {
            return Optional.empty();
        }
        scan.get().usage().ifPresent(counted -> {
            usage = counted;
            extra = hideUsage && scan.get().choicesEmpty();
        });
        told |= scan.get().error();
        return scan.filter(AnswerScan::error);
    }

    /** Whether an event that the stream's end cut short of its blank line has all of its content. */
    static boolean whole(SseEvent last) {
        return last.data().map(data -> Arrays.equals(data, DONE) || AnswerScan.of(data).isPresent()).orElse(true);
    }

    /** Whether the last event is the extra chunk, to be kept from the caller. */
    boolean extra() {
        return extra;
    }

    /** Whether there was an event with data. */
    boolean started() {
        return started;
    }

    /** Whether the terminal event has come. */
    boolean terminated() {
        return terminated;
    }

    Usage usage() {
        return usage;
    }

    /** What to make of a stream that ended here: null if it ended well. */
    BrokenStream verdict() {
        if (told) {
            return new BrokenStream(BrokenStream.Cause.TOLD, "The provider reported an error in its stream.");
        }
        return terminated ? null
                : new BrokenStream(BrokenStream.Cause.TRUNCATED, "The provider's stream ended before its terminal event.");
    }

    /** OpenAI puts {@code "usage":null} into every chunk of a stream whose usage is asked for. */
    private static boolean hasUsage(byte[] bytes) {
        for (int at = find(bytes, USAGE, 0); at >= 0; at = find(bytes, USAGE, at + 1)) {
            int value = at + USAGE.length;
            if (value + NULL.length > bytes.length || !Arrays.equals(bytes, value, value + NULL.length, NULL, 0, NULL.length)) {
                return true;
            }
        }
        return false;
    }

    /** @return where it begins, or -1 */
    private static int find(byte[] bytes, byte[] wanted, int from) {
        int last = bytes.length - wanted.length;
        for (int i = from; i <= last; i++) {
            if (bytes[i] == wanted[0] && Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }
}
