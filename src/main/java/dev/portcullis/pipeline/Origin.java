package dev.portcullis.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where a reply comes from: every attempt in order; the last one is the one that counted.
 *
 * @param attempts empty if no provider was asked
 */
public record Origin(List<Attempt> attempts) {

    public static final Origin GATEWAY = new Origin(List.of());

    public Optional<Target> target() {
        return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast().target());
    }

    /** Time spent waiting for providers before the reply's head; back-off between attempts is not in it. */
    public Duration upstream() {
        Duration sum = Duration.ZERO;
        for (Attempt attempt : attempts) {
            sum = sum.plus(attempt.took());
        }
        return sum;
    }
}
