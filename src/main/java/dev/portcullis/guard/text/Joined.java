package dev.portcullis.guard.text;

/**
 * Joins words whose characters stand alone: {@code i g n o r e  t h i s}, {@code r-u-l-e}, {@code p.r.o.m.p.t}. Between two words there
 * are two spaces, or one where the characters are parted by something else. It takes four of them in a row to begin, six if they
 * are digits.
 */
final class Joined {

    static final int FEWEST = 4;
    private static final int FEWEST_DIGITS = 6;

    private final View from;
    private final String text;
    private Writing out;
    private int copied;
    private int joined;

    private Joined(View from) {
        this.from = from;
        this.text = from.text();
    }

    /** @return null where nothing stands alone */
    static View of(View clean, Tally tally) {
        Joined joined = new Joined(clean);
        joined.read();
        tally.joined += joined.joined;
        return joined.joined == 0 ? null : joined.out.done("joined");
    }

    private void read() {
        int at = 0;
        while (at < text.length()) {
            at = begins(at) ? join(at) : at + 1;
        }
        if (joined > 0) {
            copy(text.length());
        }
    }

    private boolean begins(int at) {
        if (at + 2 * FEWEST - 2 >= text.length() || !alone(at) || at > 0 && alone(at - 1)) {
            return false;
        }
        char between = text.charAt(at + 1);
        if (!parts(between)) {
            return false;
        }
        boolean letters = false;
        for (int i = 0; i < FEWEST; i++) {
            if (!alone(at + 2 * i) || i > 0 && text.charAt(at + 2 * i - 1) != between) {
                return false;
            }
            letters |= Character.isLetter(text.charAt(at + 2 * i));
        }
        int digits = FEWEST;
        while (!letters && digits < FEWEST_DIGITS) {
            int next = at + 2 * digits++;
            if (next >= text.length() || text.charAt(next - 1) != between || !alone(next)) {
                return false;
            }
        }
        int behind = at + 2 * FEWEST - 1;
        return behind >= text.length() || !alone(behind);
    }

    private boolean alone(int at) {
        return Character.isLetterOrDigit(text.charAt(at));
    }

    private static boolean parts(char c) {
        return " .-_*/|,·~+".indexOf(c) >= 0;
    }

    /** Writes what belongs together from here on. @return where it ends */
    private int join(int start) {
        copy(start);
        char between = text.charAt(start + 1);
        int at = start;
        while (at >= 0) {
            out.add(text.charAt(at), at, at + 1);
            joined++;
            copied = at + 1;
            at = next(at + 1, between);
        }
        return copied;
    }

    /** @return where the next character that belongs to it stands; -1 where there is none. Writes a space for the end of a word. */
    private int next(int end, char between) {
        if (end + 1 < text.length() && text.charAt(end) == between && single(end + 1, between)) {
            return end + 1;
        }
        int word = end;
        while (word < text.length() && (text.charAt(word) <= ' ' || word == end && text.charAt(word) == between)) {
            word++;
        }
        if (word - end < (between == ' ' ? 2 : 1) || word >= text.length() || text.charAt(word - 1) > ' ' || !single(word, between)) {
            return -1;
        }
        out.add(' ', end, word);
        return word;
    }

    /** Whether a character stands there that has nothing of its kind right behind it. */
    private boolean single(int at, char between) {
        if (text.charAt(at) <= ' ' || text.charAt(at) == between) {
            return false;
        }
        return at + 1 >= text.length() || !alone(at + 1);
    }

    private void copy(int end) {
        if (out == null) {
            out = new Writing(from, text.length());
        }
        out.keep(copied, end);
        copied = end;
    }
}
