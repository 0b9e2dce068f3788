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

    /** Below this are the letters of Latin, Greek, Cyrillic, Armenian, Hebrew and Arabic. */
    private static final int NEAR = 0x700;
    private static final boolean[] LETTERS = new boolean[NEAR];
    private static final char[] LOWER = new char[NEAR];

    static {
        for (char c = 0; c < NEAR; c++) {
            LETTERS[c] = Character.isLetter(c);
            LOWER[c] = Character.toLowerCase(c);
        }
    }

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

    /** The same as {@link Character#isLetter(char)}, sooner for most letters. */
    static boolean isLetter(char c) {
        return c < NEAR ? LETTERS[c] : Character.isLetter(c);
    }

    /** The same as {@link Character#toLowerCase(char)}, sooner for most letters. */
    static char lower(char c) {
        return c < NEAR ? LOWER[c] : Character.toLowerCase(c);
    }
}
