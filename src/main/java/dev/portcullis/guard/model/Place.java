package dev.portcullis.guard.model;

/**
 * Where in a text a segment begins, and what of the text before it counts for it.
 *
 * @param at     index of its first character
 * @param word   hash of the part of a word that stands before it; 0 where none does
 * @param before the last four characters before it as they are read, 16 bits each
 */
record Place(int at, int word, long before) {

    private static final long SPACES = 0x0020_0020_0020_0020L;

    static final Place START = new Place(0, 0, SPACES);

    boolean isBehindSpace() {
        return (char) before == ' ';
    }

    /** The same in a text that begins so many characters later. */
    Place moved(int characters) {
        return new Place(at - characters, word, before);
    }
}
