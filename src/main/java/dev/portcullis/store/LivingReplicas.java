package dev.portcullis.store;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How many gateways live, by those that said so in the database lately. Who could not ask for a while cannot tell who died meanwhile
 * from who could not say anything either: as many as before count, until each of them can have said again that it is here.
 */
final class LivingReplicas {

    /** How often each one says that it is here. */
    static final Duration BEAT = Duration.ofSeconds(5);
    /** Who said so longer ago than this does not live. Also in the query of {@link Replicas}. */
    static final Duration MISSED = Duration.ofSeconds(15);

    private final LongSupplier nanoTime;
    private int live;
    private long askedAt;
    private long doubtUntil;

    /** @param nanoTime {@link System#nanoTime()}, or a test's */
    LivingReplicas(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.doubtUntil = nanoTime.getAsLong();
    }

    /** @param seen of those that said within {@link #MISSED} that they are here, the one that asks included. @return at least that */
    synchronized int count(int seen) {
        long now = nanoTime.getAsLong();
        if (live > 0 && now - askedAt > MISSED.minus(BEAT).toNanos()) {
            doubtUntil = now + MISSED.toNanos();
        }
        askedAt = now;
        live = now - doubtUntil < 0 ? Math.max(live, seen) : seen;
        return live;
    }
}
