package dev.portcullis.pipeline.tokens;

import java.util.Arrays;

/**
 * The beginning of a text and the length of the whole, so that its tokens can be counted without keeping it. The bytes are those
 * between the quotes of JSON strings, one string after the other. One thread.
 */
public final class TextSample {

    /** Bytes that are kept at most; tokenising more would hold an event loop up for more than a millisecond. */
    public static final int KEPT = 4 * 1024;

    private static final int FIRST = 256;
    private static final byte[] NOTHING = {};

    private byte[] kept = NOTHING;
    private int length;
    private long bytes;

    /** Adds the bytes {@code [from, to)}. */
    public void add(byte[] json, int from, int to) {
        bytes += to - from;
        int more = Math.min(to - from, KEPT - length);
        if (more > 0) {
            if (length + more > kept.length) {
                kept = Arrays.copyOf(kept, Math.clamp(Math.max(FIRST, 2 * (length + more)), 0, KEPT));
            }
            System.arraycopy(json, from, kept, length, more);
            length += more;
        }
    }

    /** Of the whole text. */
    public long bytes() {
        return bytes;
    }

    public int keptBytes() {
        return length;
    }

    public boolean isFull() {
        return length == KEPT;
    }

    /** What is kept, as it reads; a character that is cut at the end is left out. */
    public String text() {
        return JsonText.read(kept, length);
    }
}
