package dev.portcullis.guard.model;

/**
 * Whether the features of a segment differ as those of a sentence do. Those of a line of one character, or of one word for ever, do not: a
 * weight that happens to be there would be added up as if it said more each time. Not for two threads.
 */
final class Variety {

    /** Of 64 bits, one for each sixty-fourth of all features, those that are set at least: ordinary segments that have many set 38 and more. */
    private static final int DIFFERENT = 27;

    private long seen;

    void add(int hash) {
        seen |= 1L << (hash >>> 26);
    }

    /** @param runs as {@link Features.Sink#segment} tells them: of most segments the first third is enough */
    boolean isEnough(int[] runs, int characters) {
        for (int from = 0; from < runs.length && Long.bitCount(seen) < DIFFERENT; from += Features.LONGEST) {
            for (int i = from; i < from + characters; i++) {
                seen |= 1L << (runs[i] >>> 26);
            }
        }
        return Long.bitCount(seen) >= DIFFERENT;
    }

    void clear() {
        seen = 0;
    }
}
