package dev.portcullis.routing;

import java.nio.charset.StandardCharsets;

/**
 * Maps a user to a place in [0, 1), always the same one: GrowthBook's hash version 2 (FNV-1a, 32 bits, applied twice), over the
 * UTF-8 bytes of its input. Its SDK's published cases are in this class's test.
 */
public final class StickyHash {

    private static final int OFFSET_BASIS = 0x811c9dc5;
    private static final int PRIME = 0x01000193;

    private StickyHash() {
    }

    /**
     * @param seed  what is being split, so that two splits do not choose the same users
     * @param value who is being placed
     * @return a multiple of 0.0001 in [0, 1)
     */
    public static double place(String seed, String value) {
        long first = fnv1a(seed + value);
        return fnv1a(Long.toString(first)) % 10_000 / 10_000.0;
    }

    private static long fnv1a(String text) {
        int hash = OFFSET_BASIS;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * PRIME;
        }
        return Integer.toUnsignedLong(hash);
    }
}
