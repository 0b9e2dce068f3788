package dev.portcullis.guard.pii.read;

/**
 * Where in a text words of letters begin: behind what is no letter, or with a capital behind a small letter, as in {@code userPhone}. A
 * bit for each character, by blocks of 64, each of which is read when it is first asked about: so that many lists of words are looked
 * for where words begin, of which rows of numbers have none. Not safe for threads.
 */
final class WordStarts {

    private static final int SHIFT = 6;
    private static final int BLOCK = 1 << SHIFT;

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
        char before = from > 0 ? text.charAt(from - 1) : Reading.OUTSIDE;
        boolean letterBefore = isLetter(before);
        boolean upperBefore = Letters.isUpper(before);
        long bits = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean letter = isLetter(c);
            boolean upper = Letters.isUpper(c);
            if (letter && (!letterBefore || upper && !upperBefore)) {
                bits |= 1L << i;
            }
            letterBefore = letter;
            upperBefore = upper;
        }
        return bits;
    }

    /** Of any script. */
    static boolean isLetter(char c) {
        return c < 128 ? Letters.isLetter(c) : Character.isLetter(c);
    }
}
