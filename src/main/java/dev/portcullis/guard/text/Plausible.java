package dev.portcullis.guard.text;

/** Whether what came out of a decoder is a text, or what any letters give when they are decoded. */
final class Plausible {

    private static final int SHORTEST = 4;
    /** Of random bytes four in ten are printable, so that even a dozen in a row hardly ever are. */
    private static final int SHORTEST_WITHOUT_SPACES = 12;
    private static final double PRINTABLE = 0.85;

    private Plausible() {}

    /** Whether more than 85 % of it can be printed and it has spaces, or all of it can and it is long enough not to be chance. */
    static boolean text(CharSequence decoded) {
        int printable = 0;
        boolean spaces = false;
        for (int i = 0; i < decoded.length(); i++) {
            char c = decoded.charAt(i);
            spaces |= c == ' ';
            printable += printable(c) ? 1 : 0;
        }
        int length = decoded.length();
        return length >= SHORTEST && spaces && printable > PRINTABLE * length || length >= SHORTEST_WITHOUT_SPACES && printable == length;
    }

    private static boolean printable(char c) {
        return c >= ' ' && c < 127 || c == '\n' || c == '\t' || c == '\r' || c >= 0xA0 && c != 0xFFFD && Character.isDefined(c);
    }
}
