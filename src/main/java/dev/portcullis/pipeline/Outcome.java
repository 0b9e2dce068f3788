package dev.portcullis.pipeline;

import java.time.Duration;
import java.util.Optional;

/**
 * How a call ended.
 *
 * @param reply     empty if the caller left before there was one
 * @param status    the HTTP status that was sent, 0 if none was
 * @param firstByte from the request's arrival to the first byte of the reply's body; empty if there was none
 * @param took      from the request's arrival to the end
 */
public record Outcome(Ending ending, Optional<Reply> reply, int status, Usage usage, Optional<Duration> firstByte, Duration took) {

    public enum Ending {
        /** The caller has the whole answer. */
        COMPLETED,
        /** The gateway said no. */
        REFUSED,
        /** The caller left. */
        ABANDONED,
        /** The provider's stream ended without its terminal event. */
        TRUNCATED,
        /** Anything else that kept the caller from the whole answer. */
        FAILED
    }
}
