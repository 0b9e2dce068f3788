package dev.portcullis.guard.pii.read;

import java.util.List;

/**
 * Finds one kind of personal data. Implementations keep no state, never fail whatever the text, read a bounded number of characters per
 * anchor ({@link Reading#LONGEST} of a key, some 300 otherwise), and read whatever they report, its first character included, through
 * {@link Reading#at}, so that a stream knows what is still undecided. What begins before the anchor begins in the same word between
 * spaces, at most {@link Reading#WORD_BACK} characters before, or in the one before that where the anchor's has up to two characters.
 */
public interface Recogniser {

    /** As Presidio names it: {@code EMAIL_ADDRESS}. */
    String type();

    List<Anchor> anchors();

    /**
     * Whether it finds nothing where a word or number goes on before the anchor ({@link Reading#beginsAt}), so that it need not be
     * asked.
     */
    default boolean beginsAtAnchor() {
        return false;
    }

    /**
     * How long the word behind the one it is asked about can be, with one character between the two, so that it may find something: a bit
     * for each length up to 62 characters, the lowest for no word, the highest for a longer one.
     *
     * @param first characters of the word it is asked about
     */
    default long nextLengths(int first) {
        return -1;
    }

    /** @param anchor where the anchor begins */
    void look(Reading reading, int anchor, Findings findings);
}
