package dev.portcullis.admission;

/**
 * What is left of a limit per minute: it holds at most one minute's worth, begins full and refills continuously. The limit is
 * given at each use, so that it may change while the bucket is in use. What is settled may leave it below nothing, by at most an
 * hour's worth; then it lets nobody through until it has recovered. Not thread-safe.
 */
final class TokenBucket {

    /** So many minutes' worth may be owed: more was used by a few calls that nobody could have known to be so large. */
    static final double MOST_OWED = 60;

    private static final double NANOS_PER_MINUTE = 60e9;
    /** Sums of fractions that should make a whole may miss it by this much. */
    private static final double ROUNDING = 1e-6;

    private double level = Double.POSITIVE_INFINITY;
    private long at;
    /** What was taken here, less what was given back, and the bucket that this one follows has not been told. */
    private double untold;

    /** Refills. @return what is in it, at most {@code limit}; below 0 where more was used than had been reserved */
    double level(double limit, long now) {
        if (level == Double.POSITIVE_INFINITY) {
            at = now;
        }
        // Who asks has read the clock before it was their turn, so it may seem to go back; no moment refills twice.
        long passed = now - at;
        if (passed > 0) {
            level += passed * limit / NANOS_PER_MINUTE;
            at = now;
        }
        level = Math.min(limit, level);
        return level;
    }

    static boolean holds(double level, double amount) {
        return level + ROUNDING >= amount;
    }

    /** Only after {@link #level} in the same moment. */
    void take(double amount) {
        level -= amount;
        untold += amount;
    }

    /**
     * @param amount may be negative: more was used than had been taken
     * @param limit  what it holds
     * @param whole  the limit of everybody, of which {@code limit} may be a share: who owes owes it all
     */
    void giveBack(double amount, double limit, double whole) {
        level = Math.clamp(level + amount, -MOST_OWED * whole, limit);
    }

    /**
     * Follows another bucket that decides in this one's place. What that one has not been told is missing here all the same, less
     * what has flowed in again.
     *
     * @param limit what this one holds
     */
    void follow(double otherLevel, double limit, long now) {
        untold = Math.min(untold, limit - level(limit, now));
        level = otherLevel - Math.max(0, untold);
        at = now;
    }

    /** Something was taken here, or given back if negative, of which the bucket that this one follows does not know. */
    void untold(double amount) {
        untold += amount;
    }

    /**
     * What the bucket that this one follows is to be told now. What has flowed in here again has flowed in there as well.
     *
     * @return what is to be taken there, or given back if negative; 0 for nothing
     */
    double tell(double limit, long now) {
        double telling = Math.min(untold, limit - level(limit, now));
        untold = 0;
        return Math.abs(telling) <= ROUNDING ? 0 : telling;
    }

    /** Whether nobody would miss it: it would begin like this. */
    boolean isFull(double limit, long now) {
        return level(limit, now) >= limit;
    }

    /** @return nanoseconds until {@code missing} more is in it */
    static long nanosUntil(double missing, double limit) {
        return missing <= ROUNDING ? 0 : (long) Math.ceil(missing * NANOS_PER_MINUTE / limit);
    }
}
