package dev.portcullis.guard.text;

/**
 * One fast look at a text, which says what needs a closer one, so that prose pays for nothing else. It may say so too often, never
 * too seldom.
 *
 * @param plain    nothing but printable ASCII, spaces, tabs and line ends
 * @param escapes  how many {@code %}, {@code &} and backslashes there are
 * @param encoded  a run of at least 16 characters of base64, or pairs of hexadecimal digits
 * @param leet     a digit or symbol right before a letter
 * @param spaced   four characters that stand alone, one after the other
 */
record Survey(boolean plain, int escapes, boolean encoded, boolean leet, boolean spaced) {

    /** How many characters an encoded run has at least. */
    static final int RUN = 16;

    private static final int LETTER = 1;
    private static final int LEET = 2;
    private static final int ENCODED = 4;
    private static final int ESCAPE = 8;
    private static final int ALONE = 16;
    private static final int HIDDEN = 32;
    /** What an ASCII letter is, which most characters are. */
    private static final int PLAIN = LETTER | ENCODED | ALONE;
    /** What a letter of another script is, and one with an accent. */
    private static final int BEYOND = LETTER | ALONE;
    private static final byte[] KINDS = new byte[128];

    static {
        for (int c = 0; c < 128; c++) {
            int kind = c < ' ' && c != '\n' && c != '\t' && c != '\r' || c == 127 ? HIDDEN : 0;
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            boolean digit = c >= '0' && c <= '9';
            kind |= letter ? LETTER : 0;
            kind |= letter || digit ? ENCODED | ALONE : 0;
            kind |= c == '+' || c == '/' || c == '-' || c == '_' || c == '=' ? ENCODED : 0;
            kind |= Leet.letter((char) c) != 0 ? LEET : 0;
            kind |= c == '%' || c == '&' || c == '\\' ? ESCAPE : 0;
            KINDS[c] = (byte) kind;
        }
    }

    static Survey of(String text) {
        boolean plain = true;
        int escapes = 0;
        boolean encoded = false;
        boolean leet = false;
        // Where the last break of an encoded run is, and that of a token.
        int runBreak = -1;
        int tokenBreak = -1;
        // How many tokens of one character and of two there were one after the other.
        int alone = 0;
        int pairs = 0;
        int mostAlone = 0;
        int mostPairs = 0;
        char[] read = Characters.of(text);
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = read[i];
            int kind = kind(c);
            if (kind == PLAIN) {
                continue;
            }
            if (kind == BEYOND) {
                plain = false;
                encoded |= i - runBreak > RUN;
                runBreak = i;
                continue;
            }
            if ((kind & LEET) != 0) {
                leet |= i + 1 < length && (kind(read[i + 1]) & LETTER) != 0;
            }
            if ((kind & (ENCODED | ALONE)) == (ENCODED | ALONE)) {
                continue;
            }
            plain &= c < 128 && (kind & HIDDEN) == 0;
            escapes += kind >> 3 & 1;
            if ((kind & ALONE) == 0) {
                int token = i - tokenBreak - 1;
                tokenBreak = i;
                if (token > 0) {
                    // Most tokens are longer, and then there is nothing to compare.
                    if (token > 2) {
                        alone = 0;
                        pairs = 0;
                    } else {
                        alone = token == 1 ? alone + 1 : 0;
                        pairs = token == 2 ? pairs + 1 : 0;
                        mostAlone = Math.max(mostAlone, alone);
                        mostPairs = Math.max(mostPairs, pairs);
                    }
                }
            }
            if ((kind & ENCODED) == 0) {
                encoded |= i - runBreak > RUN;
                runBreak = i;
            }
        }
        int token = length - tokenBreak - 1;
        mostAlone = Math.max(mostAlone, token == 1 ? alone + 1 : 0);
        mostPairs = Math.max(mostPairs, token == 2 ? pairs + 1 : 0);
        encoded |= length - runBreak > RUN || mostPairs >= RUN / 2;
        return new Survey(plain, escapes, encoded, leet, mostAlone >= Joined.FEWEST);
    }

    private static int kind(char c) {
        return c < 128 ? KINDS[c] : Characters.isLetter(c) ? BEYOND : 0;
    }
}
