package dev.portcullis.cache;

import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An answer that is known, as whoever gives it again needs it.
 *
 * @param at    when it was asked for
 * @param usage what it took at its provider
 */
record Known(Instant at, Usage usage, Form form) {

    /** What the head of such an answer says. */
    static Headers headers(Body body, Duration age) {
        return Headers.of("content-type", body instanceof Body.Stream ? "text/event-stream" : "application/json")
                .with("age", Long.toString(Math.max(0, age.toSeconds())));
    }

    /** Makes a body of it. */
    @FunctionalInterface
    interface Form {

        /**
         * @param usageAsked whether a stream's reader asked for the chunk that carries its usage
         * @return empty where it was given in the other shape and cannot be brought into this one, or not while a caller waits
         */
        Optional<Body> body(boolean stream, boolean usageAsked);
    }
}
