package dev.portcullis.cache;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds where strings end in JSON that is known to be well-formed. Looks at eight bytes at once: {@code (x - 0x01…) & ~x & 0x80…} has the
 * highest bit of the first byte of x that is 0, and none before it (Warren, Hacker's Delight, section 6-1).
 */
final class JsonStrings {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';

    private JsonStrings() {
    }

    /** @param at within the string. @return behind its closing quote */
    static int behind(byte[] json, int at) {
        int last = json.length - Long.BYTES;
        while (true) {
            if (at <= last) {
                long found = quotesAndBackslashes((long) EIGHT.get(json, at));
                if (found == 0) {
                    at += Long.BYTES;
                    continue;
                }
                at += Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
            byte next = json[at];
            if (next == '"') {
                return at + 1;
            }
            at += next == '\\' ? 2 : 1;
        }
    }

    private static long quotesAndBackslashes(long bytes) {
        long quotes = bytes ^ QUOTES;
        long backslashes = bytes ^ BACKSLASHES;
        return ((quotes - ONES & ~quotes) | (backslashes - ONES & ~backslashes)) & ONES << 7;
    }
}
