package dev.portcullis.guard.text;

/**
 * One fast look at a text, which says what needs a closer one, so that prose pays for nothing else. It may say so too often, never
 * too seldom.
 *
 * @param escapes  how many {@code %}, {@code &} and backslashes there are
 * @param encoded  a run of at least 16 characters of base64, or pairs of hexadecimal digits
 * @param leet     a digit or symbol right before a letter
 * @param spaced   four characters that stand alone, one after the other
 * @param layout   of a text of at most {@value Layout#LONGEST} characters; null of a longer one, and of none
 */
record Survey(int escapes, boolean encoded, boolean leet, boolean spaced, Layout layout) {

    /** How many characters an encoded run has at least. */
    static final int RUN = 16;

    static Survey of(String text) {
        return of(text, false);
    }

    /** Of a text that has nothing but printable ASCII, spaces, tabs and line ends; null of any other. */
    static Survey ofPlain(String text) {
        return of(text, true);
    }

    /** In steps of {@value Marks#AT_ONCE} characters, a bit each: where something is so of a character and of those before it, is a shift and an and. */
    private static Survey of(String text, boolean onlyPlain) {
        Marks marks = Marks.own();
        Tokens tokens = marks.tokens;
        tokens.begin();
        int escapes = 0;
        boolean encoded = false;
        boolean leet = false;
        long leetBefore = 0;
        // Of the last characters those that end as many as 1, 2, 4 and 8 of a run.
        long one = 0;
        long two = 0;
        long four = 0;
        long eight = 0;
        char[] read = Characters.of(text);
        int length = text.length();
        Layout layout = null;
        for (int from = 0; from < length; from += Marks.AT_ONCE) {
            marks.read(read, from, Math.min(length, from + Marks.AT_ONCE));
            if (onlyPlain && marks.odd != 0) {
                return null;
            }
            if (length <= Layout.LONGEST) {
                layout = layout == null ? Layout.of(length) : layout;
                layout.put(from, marks);
            }
            escapes += Long.bitCount(marks.escape);
            leet |= (marks.letter & (marks.leet << 1 | leetBefore >>> 63)) != 0;
            leetBefore = marks.leet;
            long ofOne = marks.encoded;
            long ofTwo = ofOne & (ofOne << 1 | one >>> 63);
            long ofFour = ofTwo & (ofTwo << 2 | two >>> 62);
            long ofEight = ofFour & (ofFour << 4 | four >>> 60);
            encoded |= (ofEight & (ofEight << 8 | eight >>> 56)) != 0;
            one = ofOne;
            two = ofTwo;
            four = ofFour;
            eight = ofEight;
            tokens.next(marks.alone);
        }
        tokens.next(0);
        return new Survey(escapes, encoded || tokens.arePaired(), leet, tokens.areSpaced(), layout);
    }
}
