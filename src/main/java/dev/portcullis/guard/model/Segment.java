package dev.portcullis.guard.model;

/**
 * The features of a sentence, or of a piece of a long one: hashes, of which the upper bits are the better ones. Used again for the next
 * one. Not for two threads.
 */
final class Segment {

    /** Where the next one begins if it is only the end of the text that ends this one. */
    static final int NOWHERE = -1;

    /** Hashes of what ends with a character: its runs of three characters, of four and of five; those of this segment only are its own. */
    final int[] threes = new int[Page.CHARACTERS];
    final int[] fours = new int[Page.CHARACTERS];
    final int[] fives = new int[Page.CHARACTERS];
    /** The segment's first character in these, and the one behind its last: 1 to {@link Features#LONGEST} of them. */
    int from;
    int to;

    private int textEnd;
    private int brokenWord;
    private final int[] characters;

    /** One to three words, and two characters of a script that does not part words. */
    final int[] words = new int[3 * Page.MOST_WORDS + Features.LONGEST];
    /** How many characters of the segment were read before each of these was over. */
    final int[] wordPlaces = new int[words.length];
    int wordCount;
    /** Where those of two characters begin. */
    int pairsFrom;

    /** The same of words of a kind, which are few and tell more. */
    final int[] kinds = new int[3 * Page.MOST_WORDS];
    final int[] kindPlaces = new int[kinds.length];
    int kindCount;

    /** @param characters of the page, the first of a segment {@link Page#BEFORE} behind where its runs are */
    Segment(int[] characters) {
        this.characters = characters;
    }

    /** How many features there are but for those of kinds. */
    int count() {
        return 3 * (to - from) + wordCount;
    }

    /**
     * Makes it the next of the same page, with runs only.
     *
     * @param at   where in the text the one behind it begins, or {@link #NOWHERE}
     * @param word hash of the part of a word that stands before that
     */
    void next(int end, int at, int word) {
        from = to;
        to = end;
        textEnd = at;
        brokenWord = word;
        wordCount = 0;
        kindCount = 0;
    }

    /** Whether it is over wherever the text ends. */
    boolean isOver() {
        return textEnd != NOWHERE;
    }

    /** Where the next one begins, if this one is over. */
    Place behind() {
        long before = 0;
        for (int i = to; i < to + Page.BEFORE; i++) {
            before = before << 16 | characters[i];
        }
        return new Place(textEnd, brokenWord, before);
    }

    void word(int hash, int place) {
        words[wordCount] = hash;
        wordPlaces[wordCount++] = place;
    }

    void kind(int hash, int place) {
        kinds[kindCount] = hash;
        kindPlaces[kindCount++] = place;
    }
}
