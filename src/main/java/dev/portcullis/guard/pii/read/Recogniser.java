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
     * One of which must begin at its {@link Anchor.Sized} anchors, so that it may find something there; none where it is asked at each of
     * them.
     */
    default List<Shape> shapes() {
        return List.of();
    }

    /** @param anchor where the anchor begins */
    void look(Reading reading, int anchor, Findings findings);
}
