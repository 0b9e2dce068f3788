package dev.portcullis.guard.pii.read;

import dev.portcullis.guard.text.View;

/**
 * Takes the disguises off a text: other digits and wide letters, invisible characters, {@code %40} and {@code &#64;}, {@code [at]} and
 * {@code (dot)}, and s p a c e d numbers. What becomes of a character depends on at most {@link #REACH} characters behind it, so that a
 * stream is folded as its text would be; what still depends on characters to come is left for later.
 */
public final class Folding {

    /** How far ahead it looks, in characters. */
    public static final int REACH = 160;

    private static final int MOST_INVISIBLE = 8;

    private static final byte SPACE = 1;
    private static final byte BRACKET = 2;
    private static final byte ESCAPE = 3;
    /** What has to be looked at more closely: nothing, a space, or what may begin a disguise. */
    private static final byte[] SIGNS = new byte[128];

    static {
        SIGNS[' '] = SPACE;
        for (char bracket : "[({<".toCharArray()) {
            SIGNS[bracket] = BRACKET;
        }
        for (char escape : "%&\\".toCharArray()) {
            SIGNS[escape] = ESCAPE;
        }
    }

    private Folding() {
    }

    /** The view of as much as is decided: of all of it when nothing can follow. */
    public static View of(String text, boolean ended) {
        return of(text, text.toCharArray(), ended);
    }

    /** The same of a text whose characters are at hand. @param characters of the text, and perhaps more behind them; they are not changed */
    public static View of(String text, char[] characters, boolean ended) {
        IncomingText incoming = new IncomingText(characters, text.length(), ended);
        int plain = plainUntil(incoming);
        if (plain == text.length()) {
            return View.plain(text);
        }
        return incoming.isOpen() ? View.plain(text.substring(0, plain)) : fold(incoming, new FoldedText(text, plain), plain);
    }

    /** Where the first character is that does not stand for itself, or cannot be decided yet. */
    private static int plainUntil(IncomingText text) {
        int i = suspect(text, 0);
        while (i < text.length) {
            if (!step(text, i, null)) {
                return i;
            }
            i = suspect(text, text.next());
        }
        return i;
    }

    private static View fold(IncomingText text, FoldedText folded, int plain) {
        int i = plain;
        while (i < text.length) {
            int suspect = suspect(text, i);
            folded.putPlain(i, suspect);
            if (suspect == text.length) {
                break;
            }
            step(text, suspect, folded);
            if (text.isOpen()) {
                break;
            }
            i = text.next();
        }
        return folded.view();
    }

    /**
     * Where the first character is, here or behind, that may not stand for itself; where there is none, the end. A run of single
     * characters is noticed at the first space in it, so that words are passed over.
     */
    private static int suspect(IncomingText text, int from) {
        char[] characters = text.characters;
        int length = text.length;
        int last = text.ended ? length : length - 1;
        for (int i = from; i < last; i++) {
            char c = characters[i];
            if (c >= 128) {
                if (!BeyondAscii.isItself(c)) {
                    return i;
                }
            } else if (SIGNS[c] != 0) {
                if (SIGNS[c] != SPACE) {
                    return i;
                }
                if (i > from && SpacedRun.mayBeginAt(text, i - 1)) {
                    return i - 1;
                }
                if (i + 1 < length && isBracket(characters[i + 1])) {
                    return i;
                }
            }
        }
        return text.ended ? length : lastSuspect(text, from, last);
    }

    /** Of a text that may grow: the last character, unless the one before it begins something. */
    private static int lastSuspect(IncomingText text, int from, int last) {
        if (last < from) {
            return text.length;
        }
        char c = text.characters[last];
        if (c == ' ' && last > from && SpacedRun.mayBeginAt(text, last - 1)) {
            return last - 1;
        }
        boolean itself = c >= 128 ? BeyondAscii.isItself(c) : SIGNS[c] == 0 && !SpacedRun.mayBeginAt(text, last) && !text.isOpen();
        if (c == ' ') {
            text.leaveOpen();
        }
        return itself ? text.length : last;
    }

    private static boolean isBracket(char c) {
        return c < 128 && SIGNS[c] == BRACKET;
    }

    /**
     * Reads what stands here and puts what becomes of it, or nothing where that is open.
     *
     * @param into null to look only
     * @return whether it is decided to be the character itself
     */
    private static boolean step(IncomingText text, int i, FoldedText into) {
        char c = text.characters[i];
        text.readTo(i + 1);
        if (c >= 128) {
            return beyondAscii(text, i, into);
        }
        char spelled = switch (SIGNS[c]) {
            case SPACE, BRACKET -> SpelledSign.bracketed(text, i);
            case ESCAPE -> SpelledSign.escaped(text, i);
            default -> SpelledSign.NONE;
        };
        if (spelled != SpelledSign.NONE) {
            put(into, spelled, i, text.next());
            return false;
        }
        if (SpacedRun.mayBeginAt(text, i) && spaced(text, i, into) || text.isOpen()) {
            return false;
        }
        put(into, c, i, i + 1);
        return true;
    }

    private static boolean spaced(IncomingText text, int start, FoldedText into) {
        int end = SpacedRun.end(text, start);
        if (end == start) {
            return false;
        }
        if (into != null) {
            SpacedRun.join(text, start, end, into);
        }
        text.readTo(end);
        return true;
    }

    private static boolean beyondAscii(IncomingText text, int start, FoldedText into) {
        char c = text.characters[start];
        if (Character.isHighSurrogate(c) && text.at(start + 1) == Reading.OUTSIDE && text.isOpen()) {
            return false;
        }
        int code = text.codePointAt(start);
        if (BeyondAscii.isInvisible(code)) {
            return invisible(text, start, into);
        }
        text.readTo(start + Character.charCount(code));
        String meant = BeyondAscii.meant(code);
        for (int i = 0; i < meant.length(); i++) {
            put(into, meant.charAt(i), start, text.next());
        }
        return meant.length() == 1 && meant.charAt(0) == c;
    }

    /** A few invisible characters are taken out; more of them are a space, so that what is one value stays within reach. */
    private static boolean invisible(IncomingText text, int start, FoldedText into) {
        int i = start;
        int count = 0;
        while (i < text.length && count <= MOST_INVISIBLE && BeyondAscii.isInvisible(text.codePointAt(i))) {
            i += Character.charCount(text.codePointAt(i));
            count++;
        }
        if (i >= text.length) {
            text.leaveOpen();
        }
        if (text.isOpen()) {
            return false;
        }
        if (count > MOST_INVISIBLE) {
            put(into, ' ', start, i);
        }
        text.readTo(i);
        return false;
    }

    private static void put(FoldedText into, char c, int start, int end) {
        if (into != null) {
            into.put(c, start, end);
        }
    }
}
