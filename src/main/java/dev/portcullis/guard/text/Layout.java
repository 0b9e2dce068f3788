package dev.portcullis.guard.text;

/**
 * Where letters stand in a short text, and what parts pieces of it.
 *
 * @param letters a bit for each character, the lowest of the first number for the first
 * @param parts   the same: colons, ends of lines, quotes and brackets
 */
record Layout(long[] letters, long[] parts) {

    /** Longer texts have none. */
    static final int LONGEST = 2000;

    /** Of nothing yet. */
    static Layout of(int characters) {
        return new Layout(new long[characters / 64 + 1], new long[characters / 64 + 1]);
    }

    void put(int at, Marks marks) {
        letters[at / 64] = marks.letter;
        parts[at / 64] = marks.parts;
    }

    /** Where the next piece ends that begins here. @param length of the text */
    int pieceEnd(int from, int length) {
        return Math.min(length, next(parts, 0, from));
    }

    /** Where the next word begins. */
    int wordStart(int from) {
        return next(letters, 0, from);
    }

    /** Where the word that goes on here ends. */
    int wordEnd(int from) {
        return next(letters, -1, from);
    }

    /** Where the next bit is set, or not; far behind all where there is none. */
    private static int next(long[] bits, long flipped, int from) {
        int at = from / 64;
        if (at >= bits.length) {
            return Integer.MAX_VALUE;
        }
        long left = (bits[at] ^ flipped) & -1L << from;
        while (left == 0) {
            if (++at == bits.length) {
                return Integer.MAX_VALUE;
            }
            left = bits[at] ^ flipped;
        }
        return at * 64 + Long.numberOfTrailingZeros(left);
    }
}
