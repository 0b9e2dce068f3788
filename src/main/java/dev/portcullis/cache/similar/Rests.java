package dev.portcullis.cache.similar;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * When to leave somebody alone: after so many failures in a row, for a time; then one at a time may try, until one of them has found out.
 * Who leaves, or has learnt nothing, has not found out. A target's breaker knows of its failures, not of who is too late for us. Any thread.
 */
final class Rests {

    private final int most;
    private final long rest;
    private final LongSupplier nanos;
    private int failures;
    private long lastFailure;
    private boolean trying;

    /** @param nanos a clock that only goes forward */
    Rests(int most, Duration rest, LongSupplier nanos) {
        this.most = most;
        this.rest = rest.toNanos();
        this.nanos = nanos;
    }

    /** Somebody's turn to ask, which they end in one of three ways. Empty while nobody may. */
    synchronized Optional<Turn> turn() {
        if (failures < most) {
            return Optional.of(new Turn(false));
        }
        if (trying || nanos.getAsLong() - lastFailure < rest) {
            return Optional.empty();
        }
        trying = true;
        return Optional.of(new Turn(true));
    }

    final class Turn {

        private final boolean tries;
        private boolean over;

        private Turn(boolean tries) {
            this.tries = tries;
        }

        void wentWell() {
            synchronized (Rests.this) {
                if (ends()) {
                    failures = 0;
                }
            }
        }

        /** @return whether this is the failure with which the rest begins */
        boolean failed() {
            synchronized (Rests.this) {
                if (!ends()) {
                    return false;
                }
                lastFailure = nanos.getAsLong();
                failures = Math.min(failures + 1, most + 1);
                return failures == most;
            }
        }

        /** Neither. */
        void leave() {
            synchronized (Rests.this) {
                ends();
            }
        }

        private boolean ends() {
            boolean first = !over;
            over = true;
            trying &= !(first && tries);
            return first;
        }
    }
}
