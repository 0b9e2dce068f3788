package dev.portcullis.usage;

import java.time.Instant;

/** Writes points in time as ISO 8601 has them, to the millisecond. What a second is called is kept for all who come within it. */
final class IsoTime {

    private static final int NANOS = 1_000_000;

    /** @param text without the {@code Z} at its end */
    private record Second(long number, String text) {
    }

    /** Of any thread: immutable, and made anew by who finds another one. */
    private Second last = new Second(0, "1970-01-01T00:00:00");

    /** Appends it as {@link Instant#toString} writes an instant of whole milliseconds. */
    void append(Instant time, StringBuilder to) {
        Second second = last;
        if (second.number != time.getEpochSecond()) {
            String written = Instant.ofEpochSecond(time.getEpochSecond()).toString();
            second = new Second(time.getEpochSecond(), written.substring(0, written.length() - 1));
            last = second;
        }
        to.append(second.text);
        int millis = time.getNano() / NANOS;
        if (millis > 0) {
            to.append('.').append((char) ('0' + millis / 100)).append((char) ('0' + millis / 10 % 10)).append((char) ('0' + millis % 10));
        }
        to.append('Z');
    }
}
