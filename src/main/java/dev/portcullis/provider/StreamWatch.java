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

    private final boolean hideUsage;
    private final UsageTap usage;
    private boolean started;
    private boolean terminated;
    private boolean told;
    private boolean extra;

    /** @param hideUsage whether the gateway asked for the chunk with usage, and not the caller */
    StreamWatch(boolean hideUsage, UsageTap usage) {
        this.hideUsage = hideUsage;
        this.usage = usage;
    }

    /** @return the event's content if it is an error */
    Optional<AnswerScan> see(SseEvent event) {
        extra = false;
        Optional<byte[]> data = event.data();
        if (data.isEmpty()) {
            if (event.piece()) {
                begins();
            }
            return Optional.empty();
        }
        byte[] bytes = data.get();
        begins();
        if (Arrays.equals(bytes, DONE)) {
            terminated = true;
            return Optional.empty();
        }
        // Most events hold neither usage nor error; parsing them all would cost more than everything else here.
        if (!AnswerText.look(bytes, usage.written())) {
            return Optional.empty();
        }
        Optional<AnswerScan> scan = AnswerScan.of(bytes);
        if (scan.isEmpty()) {
            return Optional.empty();
        }
        scan.get().usage().ifPresent(stated -> {
            usage.says(stated);
            extra = hideUsage && scan.get().choicesEmpty();
        });
        told |= scan.get().error();
        return scan.filter(AnswerScan::error);
    }

    private void begins() {
        started = true;
        usage.begins();
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
        return usage.soFar();
    }

    /** What to make of a stream that ended here: null if it ended well. */
    BrokenStream verdict() {
        if (told) {
            return new BrokenStream(BrokenStream.Cause.TOLD, "The provider reported an error in its stream.");
        }
        return terminated ? null
                : new BrokenStream(BrokenStream.Cause.TRUNCATED, "The provider's stream ended before its terminal event.");
    }
}
