package dev.portcullis.guard.pii.read;

/**
 * What in a text makes a recogniser look. Words are runs of letters and digits; one pass over the text finds them all, so that text
 * without anchors costs nothing more than that pass.
 */
public sealed interface Anchor {

    /** Words this long or longer are {@link Long}. */
    int LONG = 16;

    /** Words longer than this are no number of any country. */
    int LONGEST = 40;

    /** A character that is neither a letter, a digit nor a space; below 128. */
    record Symbol(char symbol) implements Anchor {
    }

    /** A word with a digit in it. */
    record Number() implements Anchor {
    }

    /**
     * A word with a digit in it of just this length, from 1 to {@link #LONGEST}; or one of up to five letters, where a space or a hyphen
     * and a word with a digit follow.
     */
    record Sized(boolean letterFirst, int length) implements Anchor {
    }

    /** A word that begins so, in any case. @param prefix of two ASCII letters and digits at least, in lower case */
    record Prefix(String prefix) implements Anchor {
    }

    /** A word of {@link #LONG} letters and digits at least. */
    record Long() implements Anchor {
    }

    /** A word that begins with a capital letter. */
    record Capital() implements Anchor {
    }
}
