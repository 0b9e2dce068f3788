package dev.portcullis.guard.pii.read;

/**
 * Where in a text words of letters begin: behind what is no letter, or with a capital behind a small letter, as in {@code userPhone}. A
 * bit for each character, by blocks of 64, each of which is read when it is first asked about: so that many lists of words are looked
 * for where words begin, of which rows of numbers have none. Not safe for threads.
 */
final class WordStarts {

    private static final int SHIFT = 6;
    private static final int BLOCK = 1 << SHIFT;

    private static final int LETTER = 1;
    private static final int UPPER = 2;
    /** By ASCII character which of these it is. */
    private static final byte[] SIGNS = new byte[128];

    static {
        for (char c = 0; c < 128; c++) {
            SIGNS[c] = (byte) ((Letters.isLetter(c) ? LETTER : 0) | (Letters.isUpper(c) ? UPPER : 0));
        }
    }

    private final String text;
    /** Null until something is asked. */
    private long[] starts;
    /** Which blocks were read, a bit for each. */
    private long[] read;

    WordStarts(String text) {
        this.text = text;
    }

    /** The first place from here on where a word begins, or {@code to}. @param to exclusive, at most the text's length */
    int next(int from, int to) {
        int at = from;
        while (at < to) {
            int block = at >>> SHIFT;
            long behind = block(block) >>> at;
            if (behind != 0) {
                return Math.min(to, at + Long.numberOfTrailingZeros(behind));
            }
            at = block + 1 << SHIFT;
        }
        return to;
    }

    private long block(int block) {
        if (starts == null) {
            starts = new long[(text.length() >>> SHIFT) + 1];
            read = new long[(starts.length >>> SHIFT) + 1];
        }
        if ((read[block >>> SHIFT] >>> block & 1) == 0) {
            read[block >>> SHIFT] |= 1L << block;
            starts[block] = read(block << SHIFT);
        }
        return starts[block];
    }

    private long read(int from) {
        int to = Math.min(text.length(), from + BLOCK);
        // No branches here: where words begin is too irregular for a processor to foresee.
        long letters = 0;
        long uppers = 0;
        for (int i = from; i < to; i++) {
            int sign = sign(text.charAt(i));
            letters = letters + letters + (sign & LETTER);
            uppers = uppers + uppers + (sign >> 1);
        }
        letters = Long.reverse(letters) >>> from - to;
        uppers = Long.reverse(uppers) >>> from - to;
        int before = sign(from > 0 ? text.charAt(from - 1) : Reading.OUTSIDE);
        return letters & (~(letters << 1 | before & LETTER) | uppers & ~(uppers << 1 | before >> 1));
    }

    private static int sign(char c) {
        return c < 128 ? SIGNS[c] : (Character.isLetter(c) ? LETTER : 0) | (Letters.isUpper(c) ? UPPER : 0);
    }

    /** Of any script. */
    static boolean isLetter(char c) {
        return c < 128 ? Letters.isLetter(c) : Character.isLetter(c);
    }
}
