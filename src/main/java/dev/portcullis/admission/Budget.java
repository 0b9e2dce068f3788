package dev.portcullis.admission;

import dev.portcullis.config.BudgetPeriod;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a tenant has spent in the hour, the day and the month, in nano-dollars. What all replicas have spent is known from the
 * ledger, a moment late; what this one has spent since then, and what its open calls may still cost, is added. Guarded by its
 * {@link Accounts}.
 */
final class Budget {

    /** One hour, day or month. A call's cost counts in the periods in which it was admitted, also when it ends later. */
    static final class Window {

        private final Instant begin;
        private final Instant end;
        /** By all replicas, as the ledger has it. */
        private long recorded;
        /** By this replica, and not in the ledger yet. */
        private long unrecorded;
        /** What open calls of this replica may cost. */
        private long reserved;

        private Window(BudgetPeriod period, Instant now) {
            this.begin = period.begin(now);
            this.end = period.end(now);
        }

        Seen seen() {
            return new Seen(begin, end, recorded, unrecorded, reserved);
        }

        /**
         * Whether this much more may be spent.
         *
         * @param share of what the ledger says is left that this replica may spend by itself, above 0 and at most 1
         */
        boolean allows(long amount, long limit, double share) {
            long left = Math.max(0, limit - recorded);
            return unrecorded + reserved + amount <= left * share;
        }

        void reserve(long amount) {
            reserved += amount;
        }

        void settle(long amount, long cost) {
            reserved -= amount;
            unrecorded += cost;
        }

        private boolean covers(Instant moment) {
            return !moment.isBefore(begin) && moment.isBefore(end);
        }
    }

    /**
     * A window at one moment, in nano-dollars.
     *
     * @param recorded   what the ledger says that all replicas have spent
     * @param unrecorded what this replica has spent that is not in the ledger yet
     * @param reserved   what this replica's open calls may still cost
     */
    record Seen(Instant begin, Instant end, long recorded, long unrecorded, long reserved) {

        /** What nobody but this replica knows. */
        long pending() {
            return Math.max(0, unrecorded + reserved);
        }
    }

    private final Map<BudgetPeriod, Window> windows = new EnumMap<>(BudgetPeriod.class);

    Window window(BudgetPeriod period, Instant now) {
        Window window = windows.get(period);
        if (window == null || !window.covers(now)) {
            window = new Window(period, now);
            windows.put(period, window);
        }
        return window;
    }

    /** Costs of this replica have reached the ledger. @param admitted when their call was admitted */
    void written(Instant admitted, long cost) {
        for (Window window : windows.values()) {
            if (window.covers(admitted)) {
                window.unrecorded = Math.max(0, window.unrecorded - cost);
            }
        }
    }

    /** What the ledger says now. @param begin of the period that was summed up */
    void recorded(BudgetPeriod period, Instant begin, long spent, Instant now) {
        Window window = window(period, now);
        if (window.begin.equals(begin)) {
            window.recorded = spent;
        }
    }
}
