package dev.portcullis.guard.model;

/**
 * Whether the features of a segment differ as those of a sentence do. Those of a line of one character, or of one word for ever, do not: a
 * weight that happens to be there would be added up as if it said more each time.
 */
final class Variety {

    /** Of 64 bits, one for each sixty-fourth of all features, those that are set at least: ordinary segments that have many set 38 and more. */
    private static final int DIFFERENT = 27;

    /** Of most segments the first so many runs are enough. */
    private static final int FIRST = 48;

    private Variety() {}

    /** Of all features but those of kinds, which are few. */
    static boolean isEnough(Segment segment) {
        long seen = seen(segment.threes, segment.from, Math.min(segment.to, segment.from + FIRST), 0);
        if (isEnough(seen)) {
            return true;
        }
        seen = seen(segment.threes, segment.from, segment.to, seen);
        seen = seen(segment.fours, segment.from, segment.to, seen);
        seen = seen(segment.fives, segment.from, segment.to, seen);
        return isEnough(seen(segment.words, 0, segment.wordCount, seen));
    }

    private static boolean isEnough(long seen) {
        return Long.bitCount(seen) >= DIFFERENT;
    }

    private static long seen(int[] features, int from, int to, long before) {
        long seen = before;
        for (int i = from; i < to; i++) {
            seen |= 1L << (features[i] >>> 26);
        }
        return seen;
    }
}
