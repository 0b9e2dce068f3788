package dev.portcullis.usage.ledger;

import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * UUIDs of version 7 (RFC 9562, section 5.7): the time first, so that new lines lie together in an index; then a counter, so that
 * one process never makes one twice; the rest is drawn once for each process.
 */
final class LineIds implements Supplier<UUID> {

    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final int COUNTER_BITS = 24;

    private final InstantSource clock;
    private final long process;
    private final AtomicLong counter = new AtomicLong();

    /** @param random 38 bits of it tell processes apart */
    LineIds(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.process = random.nextLong() >>> 26 << COUNTER_BITS & ~(3L << 62);
    }

    /** Whether this process made it. */
    boolean made(UUID id) {
        return (id.getLeastSignificantBits() & ~(3L << 62) & -1L << COUNTER_BITS) == process;
    }

    @Override
    public UUID get() {
        long count = counter.getAndIncrement();
        long high = clock.millis() << 16 | VERSION | count >>> COUNTER_BITS & 0xfff;
        long low = VARIANT | process | count & (1L << COUNTER_BITS) - 1;
        return new UUID(high, low);
    }
}
