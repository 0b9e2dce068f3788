package dev.portcullis.guard.text;

/** Whether many tokens of one character, or of two, come one after the other. Used again for the next text. Not for two threads. */
final class Tokens {

    private boolean spaced;
    private boolean paired;
    /** How many there are in a row at the end of what was read. */
    private int alone;
    private int pairs;
    /** The last 64 characters. */
    private long before;

    void begin() {
        spaced = false;
        paired = false;
        alone = 0;
        pairs = 0;
        before = 0;
    }

    /** @param inside of the next 64 characters those that belong to a token. A token is known to be over where a character does not. */
    void next(long inside) {
        long last = inside << 1 | before >>> 63;
        long ends = ~inside & last;
        long longer = ends & (inside << 2 | before >>> 62);
        long longest = longer & (inside << 3 | before >>> 61);
        before = inside;
        long singles = ends ^ longer;
        long doubles = longer ^ longest;
        if (alone + Long.bitCount(singles) >= Joined.FEWEST || pairs + Long.bitCount(doubles) >= Survey.RUN / 2) {
            each(ends, singles, doubles);
        } else {
            // As nearly always: there cannot be enough in a row.
            alone = behind(longer, singles, alone);
            pairs = behind(ends ^ doubles, doubles, pairs);
        }
    }

    /** How many of those are behind the last of the others. @param before how many there are in a row before */
    private static int behind(long others, long those, int before) {
        return others == 0 ? before + Long.bitCount(those) : Long.bitCount(those & -Long.highestOneBit(others));
    }

    private void each(long ends, long singles, long doubles) {
        for (long left = ends; left != 0; left &= left - 1) {
            long end = Long.lowestOneBit(left);
            alone = (singles & end) != 0 ? alone + 1 : 0;
            pairs = (doubles & end) != 0 ? pairs + 1 : 0;
            spaced |= alone >= Joined.FEWEST;
            paired |= pairs >= Survey.RUN / 2;
        }
    }

    /** Whether there were {@link Joined#FEWEST} of one character. */
    boolean areSpaced() {
        return spaced;
    }

    /** Whether there were half as many of two as an encoded run has characters. */
    boolean arePaired() {
        return paired;
    }
}
