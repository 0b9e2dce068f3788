package dev.portcullis.guard.text;

/**
 * What {@link Survey} has to know of 64 characters, a bit for each of them: of text it cannot be foreseen what a character is, and a
 * processor that guesses wrong waits longer than all of this takes. Used again for the next ones. Not for two threads.
 */
final class Marks {

    static final int AT_ONCE = 64;

    private static final int LETTER = 0;
    private static final int LEET = 1;
    private static final int ENCODED = 2;
    private static final int ESCAPE = 3;
    private static final int ALONE = 4;
    private static final int ODD = 5;
    private static final int PARTS = 6;

    /** Below this are the letters of Latin, Greek, Cyrillic, Armenian, Hebrew and Arabic. */
    private static final int NEAR = 0x700;
    /** By character a byte for each of these, of which the lowest bit says whether it is so. */
    private static final long[] KINDS = new long[NEAR];
    private static final long FAR = 1L << 8 * ODD;
    private static final long FAR_LETTER = 1L << 8 * LETTER | 1L << 8 * ALONE | FAR;

    static {
        for (char c = 0; c < NEAR; c++) {
            KINDS[c] = c < 128 ? kind(c) : far(c);
        }
        for (char c : ":\n\"`«»<>".toCharArray()) {
            KINDS[c] |= 1L << 8 * PARTS;
        }
    }

    private static final ThreadLocal<Marks> OWN = ThreadLocal.withInitial(Marks::new);

    final Tokens tokens = new Tokens();

    /** A letter. */
    long letter;
    /** What may stand for a letter. */
    long leet;
    /** A digit of base64, or what may stand between or behind such. */
    long encoded;
    /** What an escape begins with. */
    long escape;
    /** What counts if it stands alone: a letter, or a digit. */
    long alone;
    /** All but printable ASCII, spaces, tabs and line ends. */
    long odd;
    /** What parts pieces that are read by themselves. */
    long parts;

    private Marks() {}

    /** The thread's. */
    static Marks own() {
        return OWN.get();
    }

    private static long kind(char c) {
        boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
        boolean digit = c >= '0' && c <= '9';
        boolean encoded = letter || digit || c == '+' || c == '/' || c == '-' || c == '_' || c == '=';
        boolean escape = c == '%' || c == '&' || c == '\\';
        boolean odd = c < ' ' && c != '\n' && c != '\t' && c != '\r' || c == 127;
        return bit(letter, LETTER) | bit(Leet.letter(c) != 0, LEET) | bit(encoded, ENCODED) | bit(escape, ESCAPE) | bit(letter || digit, ALONE)
                | bit(odd, ODD);
    }

    private static long far(char c) {
        return Characters.isLetter(c) ? FAR_LETTER : FAR;
    }

    private static long bit(boolean is, int kind) {
        return is ? 1L << 8 * kind : 0;
    }

    private static long of(char c) {
        return c < NEAR ? KINDS[c] : far(c);
    }

    /** Those from {@code from} to {@code to}, exclusive, {@value #AT_ONCE} at most; of what is behind them there are no bits. */
    void read(char[] text, int from, int to) {
        letter = 0;
        leet = 0;
        encoded = 0;
        escape = 0;
        alone = 0;
        odd = 0;
        parts = 0;
        int at = from;
        for (; at + 8 <= to; at += 8) {
            put(of(text[at]) | of(text[at + 1]) << 1 | of(text[at + 2]) << 2 | of(text[at + 3]) << 3 | of(text[at + 4]) << 4
                    | of(text[at + 5]) << 5 | of(text[at + 6]) << 6 | of(text[at + 7]) << 7, at - from);
        }
        long last = 0;
        for (int i = at; i < to; i++) {
            last |= of(text[i]) << i - at;
        }
        put(last, at - from);
    }

    private void put(long eight, int place) {
        letter |= (eight & 0xFF) << place;
        leet |= (eight >>> 8 * LEET & 0xFF) << place;
        encoded |= (eight >>> 8 * ENCODED & 0xFF) << place;
        escape |= (eight >>> 8 * ESCAPE & 0xFF) << place;
        alone |= (eight >>> 8 * ALONE & 0xFF) << place;
        odd |= (eight >>> 8 * ODD & 0xFF) << place;
        parts |= (eight >>> 8 * PARTS & 0xFF) << place;
    }
}
