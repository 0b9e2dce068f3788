package dev.portcullis.pipeline.tokens;

/**
 * An encoding's way to cut text: pieces by its rules, and of each piece the two neighbours first put together whose token has the lowest
 * rank, until no two of them make one (Sennrich et al., ACL 2016, over bytes). Immutable, for any number of threads.
 */
final class BytePairs {

    /**
     * Bytes of a piece that are cut at a time: the cost of one grows with the square of its length, and a stranger can send a word of any
     * length. A cut costs a token or so.
     */
    static final int MOST_AT_ONCE = 128;

    private static final int LONGEST_CHARACTER = 4;
    private static final byte UNREADABLE = '?';

    private final Pieces pieces;
    private final Ranks ranks;

    BytePairs(Pieces pieces, Ranks ranks) {
        this.pieces = pieces;
        this.ranks = ranks;
    }

    /** What one count needs, so that its pieces need not each make their own. */
    private static final class Bench {

        private final byte[] bytes;
        /** Where the parts begin, and, last, where the last one ends. */
        private final int[] starts;
        /** Of each part together with the next one. */
        private final int[] pairs;
        private int length;

        private Bench(int most) {
            bytes = new byte[most];
            starts = new int[most + 1];
            pairs = new int[most];
        }
    }

    /** How many tokens a text has. Special ones are text like any other: whoever writes one must not be billed for less. */
    int count(String text) {
        Bench bench = new Bench(Math.min(MOST_AT_ONCE, LONGEST_CHARACTER * text.length()));
        int tokens = 0;
        for (int from = 0; from < text.length(); ) {
            int end = pieces.end(text, from);
            for (int at = from; at < end; ) {
                at = take(text, at, end, bench);
                tokens += tokens(bench);
            }
            from = end;
        }
        return tokens;
    }

    /** Takes the UTF-8 of whole characters, as many as there is room for. @return where the next one begins */
    private static int take(String text, int from, int end, Bench bench) {
        byte[] bytes = bench.bytes;
        int length = 0;
        int at = from;
        while (at < end && length <= bytes.length - LONGEST_CHARACTER) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            if (c < 0x80) {
                bytes[length++] = (byte) c;
            } else if (c < 0x800) {
                bytes[length++] = (byte) (0xc0 | c >> 6);
                bytes[length++] = (byte) (0x80 | c & 0x3f);
            } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                bytes[length++] = UNREADABLE;
            } else if (c < 0x10000) {
                bytes[length++] = (byte) (0xe0 | c >> 12);
                bytes[length++] = (byte) (0x80 | c >> 6 & 0x3f);
                bytes[length++] = (byte) (0x80 | c & 0x3f);
            } else {
                bytes[length++] = (byte) (0xf0 | c >> 18);
                bytes[length++] = (byte) (0x80 | c >> 12 & 0x3f);
                bytes[length++] = (byte) (0x80 | c >> 6 & 0x3f);
                bytes[length++] = (byte) (0x80 | c & 0x3f);
            }
        }
        bench.length = length;
        return at;
    }

    private int tokens(Bench bench) {
        if (ranks.of(bench.bytes, 0, bench.length) != Ranks.NONE) {
            return 1;
        }
        int[] starts = bench.starts;
        int[] pairs = bench.pairs;
        int parts = bench.length;
        for (int i = 0; i <= parts; i++) {
            starts[i] = i;
        }
        for (int i = 0; i < parts - 1; i++) {
            pairs[i] = pair(bench, i);
        }
        for (int first = lowest(pairs, parts - 1); first >= 0; first = lowest(pairs, parts - 1)) {
            System.arraycopy(starts, first + 2, starts, first + 1, parts - first - 1);
            System.arraycopy(pairs, first + 1, pairs, first, parts - first - 2);
            parts--;
            if (first < parts - 1) {
                pairs[first] = pair(bench, first);
            }
            if (first > 0) {
                pairs[first - 1] = pair(bench, first - 1);
            }
        }
        return parts;
    }

    private int pair(Bench bench, int first) {
        return ranks.of(bench.bytes, bench.starts[first], bench.starts[first + 2]);
    }

    /** @return the first of the lowest, or -1 where none is a token */
    private static int lowest(int[] pairs, int length) {
        int lowest = Ranks.NONE;
        int at = -1;
        for (int i = 0; i < length; i++) {
            if (pairs[i] < lowest) {
                lowest = pairs[i];
                at = i;
            }
        }
        return at;
    }
}
