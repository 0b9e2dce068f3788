package dev.portcullis.admission;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How far Redis's clock is ahead of this process's. An answer takes time to get here, so Redis's clock is never less ahead than an
 * answer shows; the most that was seen lately is closest. Thread-safe.
 */
final class RedisClock {

    private static final long KEPT_NANOS = Duration.ofSeconds(10).toNanos();

    /**
     * @param ahead  in microseconds
     * @param seenAt in nanoseconds
     * @param known  whether Redis has answered yet
     */
    private record Seen(long ahead, long seenAt, boolean known) {
    }

    private final LongSupplier nanoTime;
    private volatile Seen seen = new Seen(0, 0, false);

    /** @param nanoTime {@link System#nanoTime()}, or a test's */
    RedisClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** What Redis's clock says then, in microseconds, as scripts take it; 0, for any time, before it has answered. */
    String in(Duration later) {
        Seen now = seen;
        return now.known ? Long.toString((nanoTime.getAsLong() + later.toNanos()) / 1_000 + now.ahead) : "0";
    }

    /** @param micros what Redis's clock said in an answer that has just come */
    void learn(long micros) {
        long now = nanoTime.getAsLong();
        long ahead = micros - now / 1_000;
        Seen before = seen;
        if (!before.known || ahead > before.ahead || now - before.seenAt > KEPT_NANOS) {
            seen = new Seen(ahead, now, true);
        }
    }
}
