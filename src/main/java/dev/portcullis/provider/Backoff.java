package dev.portcullis.provider;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How long to leave a target alone before it is tried again in the same call. */
final class Backoff {

    /** A provider that wants to be left alone for longer is not waited for: the call goes elsewhere or fails now. */
    static final Duration LONGEST = Duration.ofSeconds(20);

    private static final long FIRST_MILLIS = 200;
    private static final long CAP_MILLIS = 5_000;

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Doubles with each failure and is drawn from its upper half, so that callers who failed together do not come back together.
     * What the provider asked for is the least that is waited.
     *
     * @param failures of this target in this call, at least 1
     */
    Duration after(int failures, Optional<Duration> retryAfter) {
        long ceiling = Math.min(CAP_MILLIS, FIRST_MILLIS << Math.min(failures - 1, 10));
        Duration jittered = Duration.ofMillis(ceiling / 2 + random.nextLong(ceiling / 2 + 1));
        return retryAfter.filter(asked -> asked.compareTo(jittered) > 0).orElse(jittered);
    }
}
