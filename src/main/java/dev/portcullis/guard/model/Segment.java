package dev.portcullis.guard.model;

/**
 * The features of a sentence, or of a piece of a long one: hashes, of which the upper bits are the better ones. Used again for the next
 * one. Not for two threads.
 */
final class Segment {

    /** Hashes of what ends with a character: its runs of three characters, of four and of five; those of this segment only are its own. */
    final int[] threes = new int[Page.CHARACTERS];
    final int[] fours = new int[Page.CHARACTERS];
    final int[] fives = new int[Page.CHARACTERS];
    /** The segment's first character in these, and the one behind its last: 1 to {@link Features#LONGEST} of them. */
    int from;
    int to;

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

    /** How many features there are but for those of kinds. */
    int count() {
        return 3 * (to - from) + wordCount;
    }

    /** Makes it the next of the same page, with runs only. */
    void next(int end) {
        from = to;
        to = end;
        wordCount = 0;
        kindCount = 0;
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
