package dev.portcullis.guard.pii.read;

/** Kinds of characters, by table where they are ASCII. */
public final class Letters {

    private static final byte[] KINDS = new byte[128];
    /** In {@link #kinds}: an ASCII digit. */
    public static final int DIGIT = 1;
    private static final int UPPER = 2;
    private static final int LOWER = 4;
    private static final int SPACE = 8;
    private static final int HEX = 16;
    private static final int OTHER = 32;
    /** In {@link #kinds}: one of them says that it is part of a word. */
    public static final int WORD = DIGIT | UPPER | LOWER | OTHER;

    static {
        for (char c = 0; c < 128; c++) {
            KINDS[c] = (byte) ((c >= '0' && c <= '9' ? DIGIT | HEX : 0) | (c >= 'A' && c <= 'Z' ? UPPER : 0) | (c >= 'a' && c <= 'z'
                    ? LOWER : 0)
                    | ((c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f') ? HEX : 0) | (c == ' ' || (c >= '\t' && c <= '\r') ? SPACE : 0));
        }
    }

    private Letters() {
    }

    /** What it is, a bit for each of {@link #DIGIT} and {@link #WORD} and more: several questions for one look. */
    public static int kinds(char c) {
        return c < 128 ? KINDS[c] : Character.isLetterOrDigit(c) ? OTHER : 0;
    }

    /** An ASCII digit: others were made ASCII by {@link Folding}. */
    public static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** An ASCII letter. */
    public static boolean isLetter(char c) {
        return c < 128 && (KINDS[c] & (UPPER | LOWER)) != 0;
    }

    public static boolean isHex(char c) {
        return c < 128 && (KINDS[c] & HEX) != 0;
    }

    public static boolean isSpace(char c) {
        return c < 128 ? (KINDS[c] & SPACE) != 0 : Character.isWhitespace(c);
    }

    /** A letter or a digit of any script, or half a character. */
    public static boolean isWord(char c) {
        return c < 128 ? (KINDS[c] & (DIGIT | UPPER | LOWER)) != 0 : Character.isLetterOrDigit(c);
    }

    /** An ASCII letter or digit. */
    public static boolean isPlainWord(char c) {
        return c < 128 && (KINDS[c] & (DIGIT | UPPER | LOWER)) != 0;
    }

    public static boolean isUpper(char c) {
        return c < 128 ? (KINDS[c] & UPPER) != 0 : Character.isUpperCase(c);
    }

    public static char lower(char c) {
        return c < 128 ? (KINDS[c] & UPPER) != 0 ? (char) (c + 32) : c : Character.toLowerCase(c);
    }

    public static char upper(char c) {
        return c < 128 ? (KINDS[c] & LOWER) != 0 ? (char) (c - 32) : c : Character.toUpperCase(c);
    }
}
