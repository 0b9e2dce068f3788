package dev.portcullis.simulator;

import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** Ids that differ within a process and, by the time it started, between processes; not secret. */
final class Identifiers {
    private static final long STRIDE = 0x9E3779B97F4A7C15L;

    private final long start;
    private final AtomicLong count = new AtomicLong();

    Identifiers(long start) {
        this.start = start;
    }

    /** Sixteen hexadecimal digits. */
    String next() {
        return HexFormat.of().toHexDigits(start * STRIDE + count.incrementAndGet() * STRIDE);
    }
}
