package dev.portcullis.admission;

import dev.portcullis.config.BudgetPeriod;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a tenant has spent in the hour, the day and the month, in nano-dollars. What all replicas have spent is known from the
 * ledger, a moment late; what this one has spent since then, and what its open calls may still cost, is added. Guarded by its
 * {@link Accounts}.
 */
final class Budget {

    /** After so many seconds every replica has seen what one has written into the ledger. */
    static final long SEEN_BY_ALL_SECONDS = 5;

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
        /** Those of {@code recorded} that are this replica's and that others may not have seen yet: the latest, and those before. */
        private long latest;
        private long before;
        private long latestSince;
        /** What {@code recorded} was when {@code latest} began, and, at least as long ago as all need to have seen it, what it was before. */
        private long recordedBefore;
        private long seenByAll;
        /**
         * Of all but what is this replica's own by {@link #unseen}, what was spent and reserved, as Redis had it at its last call; and until when
         * that says more than the ledger.
         */
        private long others;
        private long othersUntil;
        /** What Redis has of {@code unrecorded} and {@code reserved}, as far as this replica has told it, and whether it has any. */
        private long toldUnrecorded;
        private long toldReserved;
        private boolean there;
        private boolean refused;

        private Window(BudgetPeriod period, Instant now) {
            this.begin = period.begin(now);
            this.end = period.end(now);
        }

        Seen seen() {
            return new Seen(begin, end, recorded, unrecorded, reserved, refused, there);
        }

        /**
         * Whether this much more may be spent. What this replica has written into the ledger lately it counts as its own still: the
         * others do, who have not seen it, and so all shares together are never more than what is left.
         *
         * @param share of what the ledger says is left that this replica may spend by itself, above 0 and at most 1
         */
        boolean allows(long amount, long limit, double share, Instant now) {
            long own = unrecorded + reserved + amount;
            if (share == 1) {
                return own <= Math.max(0, limit - recorded);
            }
            long unseen = unseen(now);
            long elsewhere = Math.max(recorded - unseen, now.getEpochSecond() < othersUntil ? others : 0);
            return unseen + own <= Math.max(0, limit - elsewhere) * share;
        }

        /**
         * How much all who count together at Redis may have spent, where others count alone, which those do not see. Of what is left they keep
         * the share of those others, who may know only what the ledger had {@value #SEEN_BY_ALL_SECONDS} seconds ago.
         *
         * @param together the share of those who count together, above 0 and at most 1
         */
        long ofTogether(long limit, double together, Instant now) {
            if (together == 1) {
                return limit;
            }
            turn(now);
            return limit - (long) Math.ceil((1 - together) * Math.max(0, limit - seenByAll));
        }

        private long unseen(Instant now) {
            turn(now);
            return Math.min(recorded, latest + before);
        }

        /** What all have spent and reserved by now, this replica too, as Redis has it. */
        void stands(long all, Instant now) {
            turn(now);
            others = Math.max(0, all - unrecorded - reserved - latest - before);
            othersUntil = now.getEpochSecond() + 2 * SEEN_BY_ALL_SECONDS;
        }

        /** Whether it is only what open calls may still cost, or other replicas' share, that leaves too little. */
        boolean mayAllowSoon(long amount, long limit) {
            return recorded + unrecorded + amount <= limit;
        }

        /** A call was refused for what is spent, not for what is reserved. */
        void refused() {
            refused = true;
        }

        void reserve(long amount) {
            reserved += amount;
        }

        void settle(long amount, long cost) {
            reserved -= amount;
            unrecorded += cost;
        }

        /** Redis knows this of what this replica has spent and reserved, beside what it had been told. */
        void told(long moreUnrecorded, long moreReserved) {
            toldUnrecorded += moreUnrecorded;
            toldReserved += moreReserved;
        }

        /** Redis has what this replica told it. */
        void isThere() {
            there = true;
        }

        private void wrote(long cost, Instant now) {
            turn(now);
            unrecorded = Math.max(0, unrecorded - cost);
            latest += cost;
        }

        private void turn(Instant now) {
            long passed = now.getEpochSecond() - latestSince;
            if (passed >= SEEN_BY_ALL_SECONDS) {
                boolean two = passed >= 2 * SEEN_BY_ALL_SECONDS;
                others += two ? before + latest : before;
                before = two ? 0 : latest;
                latest = 0;
                seenByAll = two ? recorded : recordedBefore;
                recordedBefore = recorded;
                latestSince = now.getEpochSecond();
            }
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
     * @param refused    whether a call was refused because of what is spent
     * @param there      whether Redis has this replica's part
     */
    record Seen(Instant begin, Instant end, long recorded, long unrecorded, long reserved, boolean refused, boolean there) {
    }

    /** What Redis is told of a window: all that this replica has of it, or what is new. */
    record Telling(BudgetPeriod period, Window window, Seen seen, long unrecorded, long reserved) {

        boolean isNothing() {
            return unrecorded == 0 && reserved == 0;
        }
    }

    /** The latest of each period. */
    private final Map<BudgetPeriod, Window> windows = new EnumMap<>(BudgetPeriod.class);
    /** The ones before: who has read the clock before a period ended may be later than another one who has read it afterwards. */
    private final Map<BudgetPeriod, Window> ended = new EnumMap<>(BudgetPeriod.class);

    Window window(BudgetPeriod period, Instant now) {
        Window latest = windows.get(period);
        if (latest != null && latest.covers(now)) {
            return latest;
        }
        if (latest != null && now.isBefore(latest.begin)) {
            Window before = ended.get(period);
            return before != null && before.covers(now) ? before : begun(ended, period, now);
        }
        if (latest != null) {
            ended.put(period, latest);
        }
        return begun(windows, period, now);
    }

    private static Window begun(Map<BudgetPeriod, Window> among, BudgetPeriod period, Instant now) {
        Window window = new Window(period, now);
        among.put(period, window);
        return window;
    }

    /** Costs of this replica have reached the ledger. @param admitted when their call was admitted */
    void written(Instant admitted, long cost, Instant now) {
        for (Map<BudgetPeriod, Window> those : List.of(windows, ended)) {
            for (Window window : those.values()) {
                if (window.covers(admitted)) {
                    window.wrote(cost, now);
                }
            }
        }
    }

    /** What the ledger says now. @param begin of the period that was summed up. @return whether it is another sum than before */
    boolean recorded(BudgetPeriod period, Instant begin, long spent, Instant now) {
        Window window = window(period, now);
        if (!window.begin.equals(begin) || window.recorded == spent) {
            return false;
        }
        window.turn(now);
        window.recorded = spent;
        return true;
    }

    /** Everything anew: what Redis had been told is of no account any more. */
    Telling tellAll(BudgetPeriod period, Instant now) {
        Window window = window(period, now);
        window.toldUnrecorded = window.unrecorded;
        window.toldReserved = window.reserved;
        return new Telling(period, window, window.seen(), window.unrecorded, window.reserved);
    }

    /** What Redis has not been told yet. */
    Telling tellRest(BudgetPeriod period, Instant now) {
        Window window = window(period, now);
        Telling rest = new Telling(period, window, window.seen(), window.unrecorded - window.toldUnrecorded, window.reserved - window.toldReserved);
        window.told(rest.unrecorded, rest.reserved);
        return rest;
    }
}
