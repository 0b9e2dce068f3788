package dev.portcullis.guard.text;

/**
 * The characters of a text, in an array that its thread uses again for the next one: reading an array is faster than asking a string
 * for one character after the other, and a new array for each reading costs more memory than all else that is made of a text. For who
 * goes through a text and meanwhile calls nobody who does the same.
 */
public final class Characters {

    /** A thread keeps no more of them. */
    private static final int KEPT = 64 * 1024;
    private static final ThreadLocal<char[]> OWN = ThreadLocal.withInitial(() -> new char[4 * 1024]);

    private Characters() {
    }

    /** @return may have more characters than the text; what comes behind them means nothing */
    public static char[] of(String text) {
        int length = text.length();
        if (length > KEPT) {
            return text.toCharArray();
        }
        char[] characters = OWN.get();
        if (characters.length < length) {
            characters = new char[Math.min(KEPT, Math.max(length, 2 * characters.length))];
            OWN.set(characters);
        }
        text.getChars(0, length, characters, 0);
        return characters;
    }
}
