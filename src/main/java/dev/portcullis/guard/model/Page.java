package dev.portcullis.guard.model;

/**
 * As many whole segments of a text as are read before their features are worked out: loops over many characters are faster than many loops
 * over few, since a processor does several steps at once. Used again for the next page. Not for two threads.
 */
final class Page {

    /** Characters that the first one's runs may begin before it. */
    static final int BEFORE = 4;
    /** Characters there is room for; a page to which no segment of {@link Features#LONGEST} could be added is full. */
    static final int CHARACTERS = 1280;
    /** Of one segment. Between two words is a character at least; one may have begun before, and the last ends with the text. */
    static final int MOST_WORDS = Features.LONGEST / 2 + 2;

    private static final int SEGMENTS = CHARACTERS / Features.SHORT + 1;
    private static final int CHARACTER = 0x9E3779B1;
    private static final Kinds KINDS = new Kinds();

    /** Those of this page from {@link #BEFORE} on, behind the last of the page before it. One more may be written than counts. */
    final int[] characters = new int[BEFORE + CHARACTERS + 1];
    /** Those of this page, as {@link #placed} has them. One more may be written than counts. */
    final long[] words = new long[CHARACTERS / 2 + MOST_WORDS];
    private final long[] pairs = new long[CHARACTERS];
    private int pairCount;

    private final int[] ends = new int[SEGMENTS];
    private final int[] wordEnds = new int[SEGMENTS];
    private final int[] pairEnds = new int[SEGMENTS];
    private final int[] textEnds = new int[SEGMENTS];
    private final int[] brokenWords = new int[SEGMENTS];
    private int segments;
    private int left;

    private final int[] likely = new int[MOST_WORDS + 1];
    private final Segment segment = new Segment(characters);

    /** Begins a text, or a part of it. @param most segments that are read at most */
    void begin(Place place, int most) {
        for (int i = 0; i < BEFORE; i++) {
            characters[i] = (char) (place.before() >>> 16 * (BEFORE - 1 - i));
        }
        pairCount = 0;
        segments = 0;
        left = most;
    }

    /** A hash with how many characters of the page were read before what it is of was over. */
    static long placed(int hash, int characters) {
        return (long) characters << 32 | hash & 0xFFFFFFFFL;
    }

    private int place(long placed) {
        return (int) (placed >>> 32) - segment.from;
    }

    /** Two characters that count together. @param second is the next to be written. @param count of characters that were */
    void pair(int second, int count) {
        pairs[pairCount++] = placed(mix((characters[BEFORE + count - 1] * 0x10001 + second) * CHARACTER, 6), count);
    }

    /**
     * A segment is over.
     *
     * @param at   where in the text the next one begins, or {@link Segment#NOWHERE}
     * @param word hash of the part of a word that stands before that
     * @return whether the page is full, so that it has to be turned
     */
    boolean end(int characterCount, int wordCount, int at, int word) {
        ends[segments] = characterCount;
        wordEnds[segments] = wordCount;
        textEnds[segments] = at;
        brokenWords[segments] = word;
        pairEnds[segments++] = pairCount;
        left--;
        return left == 0 || characterCount > CHARACTERS - Features.LONGEST;
    }

    /** Tells of the segments of this page, and begins the next of the same text. @return whether there have been as many as were wanted */
    boolean turn(Features.Sink sink) {
        int length = segments == 0 ? 0 : ends[segments - 1];
        runs(characters, length, segment.threes, segment.fours, segment.fives);
        segment.to = 0;
        int firstWord = 0;
        int firstPair = 0;
        for (int i = 0; i < segments; i++) {
            segment.next(ends[i], textEnds[i], brokenWords[i]);
            words(firstWord, wordEnds[i]);
            pairs(firstPair, pairEnds[i]);
            kinds(firstWord, wordEnds[i]);
            firstWord = wordEnds[i];
            firstPair = pairEnds[i];
            sink.segment(segment);
        }
        System.arraycopy(characters, length, characters, 0, BEFORE);
        pairCount = 0;
        segments = 0;
        return left == 0;
    }

    private static void runs(int[] characters, int length, int[] threes, int[] fours, int[] fives) {
        for (int i = 0; i < length; i++) {
            int two = (characters[i + 3] * 0x10001 + characters[i + 4]) * CHARACTER;
            int three = (two ^ two >>> 16) + characters[i + 2] * 0x85EBCA6B;
            int four = (three ^ three >>> 15) * CHARACTER + characters[i + 1] * 0xC2B2AE35;
            threes[i] = mix(three, 7);
            fours[i] = mix(four, 8);
            fives[i] = mix((four ^ four >>> 15) * CHARACTER + characters[i] * 0x27D4EB2F, 9);
        }
    }

    private void words(int from, int to) {
        int last = 0;
        int before = 0;
        for (int i = from; i < to; i++) {
            int word = (int) words[i];
            int place = place(words[i]);
            segment.word(mix(word, 1), place);
            if (last != 0) {
                int two = mix(last, 2) + word;
                segment.word(mix(two, 3), place);
                if (before != 0) {
                    segment.word(mix(mix(before, 4) + two, 5), place);
                }
            }
            before = last;
            last = word;
        }
    }

    private void pairs(int from, int to) {
        segment.pairsFrom = segment.wordCount;
        for (int i = from; i < to; i++) {
            segment.word((int) pairs[i], place(pairs[i]));
        }
    }

    private void kinds(int from, int to) {
        int candidates = 0;
        for (int i = from; i < to; i++) {
            likely[candidates] = i;
            candidates += KINDS.mayHave((int) words[i]);
        }
        int last = 0;
        int before = 0;
        for (int i = 0; i < candidates; i++) {
            long word = words[likely[i]];
            int kind = KINDS.of((int) word);
            if (kind != 0) {
                int place = place(word);
                segment.kind(mix(kind, 10), place);
                if (last != 0) {
                    segment.kind(mix(last << 8 | kind, 11), place);
                }
                if (before != 0) {
                    segment.kind(mix(before << 16 | last << 8 | kind, 12), place);
                }
                before = last;
                last = kind;
            }
        }
    }

    private static int mix(int hash, int kind) {
        int mixed = (hash ^ kind * 0x7FEB352D) * 0x846CA68B;
        return mixed ^ mixed >>> 16;
    }
}
