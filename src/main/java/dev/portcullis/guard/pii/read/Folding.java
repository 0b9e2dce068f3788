package dev.portcullis.guard.pii.read;

import dev.portcullis.guard.text.View;
import java.text.Normalizer;
import java.util.Arrays;

/**
 * Takes the disguises off a text: other digits and wide letters, invisible characters, {@code %40} and {@code &#64;}, {@code [at]} and
 * {@code (dot)}, and s p a c e d numbers. What becomes of a character depends on at most {@link #REACH} characters behind it, so that a
 * stream is folded as its text would be; what still depends on characters to come is left for later.
 */
public final class Folding {

    /** How far ahead it looks, in characters. */
    public static final int REACH = 160;

    private static final int FEWEST_SPACED = 6;
    private static final int MOST_INVISIBLE = 8;
    private static final char OUTSIDE = Reading.OUTSIDE;

    private static final byte SPACE = 1;
    private static final byte SUSPECT = 2;
    /** What has to be looked at more closely: nothing, a space, or what may begin a disguise. */
    private static final byte[] SIGNS = new byte[128];

    static {
        SIGNS[' '] = SPACE;
        for (char suspect : "[({<%&\\".toCharArray()) {
            SIGNS[suspect] = SUSPECT;
        }
    }

    private final String text;
    private final char[] characters;
    private final int length;
    private final boolean ended;
    /** Whether a decision needs characters that have not come. */
    private boolean open;
    /** Whether something is put at all, and not only looked at. */
    private boolean writing;
    private StringBuilder folded;
    /** Null as long as each character stands for the one at its own place. */
    private int[] starts;
    private int[] ends;
    /** Where what was looked at last ends, exclusive. */
    private int next;

    private Folding(String text, char[] characters, boolean ended) {
        this.text = text;
        this.characters = characters;
        this.length = text.length();
        this.ended = ended;
    }

    /** The view of as much as is decided: of all of it when nothing can follow. */
    public static View of(String text, boolean ended) {
        return of(text, text.toCharArray(), ended);
    }

    /** The same of a text whose characters are at hand. @param characters of the text, and perhaps more behind them; they are not changed */
    public static View of(String text, char[] characters, boolean ended) {
        Folding folding = new Folding(text, characters, ended);
        int plain = folding.plainUntil();
        if (plain == text.length()) {
            return View.plain(text);
        }
        return folding.open ? View.plain(text.substring(0, plain)) : folding.fold(plain);
    }

    /** Where the first character is that does not stand for itself, or cannot be decided yet. */
    private int plainUntil() {
        int i = suspect(0);
        while (i < length) {
            if (!step(i) || open) {
                return i;
            }
            i = suspect(next);
        }
        return i;
    }

    private View fold(int plain) {
        writing = true;
        folded = new StringBuilder(text.length());
        folded.append(text, 0, plain);
        int i = plain;
        while (i < length) {
            int suspect = suspect(i);
            putAll(i, suspect);
            if (suspect == length) {
                break;
            }
            int before = folded.length();
            step(suspect);
            if (open) {
                folded.setLength(before);
                break;
            }
            i = next;
        }
        return starts == null ? View.plain(folded.toString()) : View.of("folded", folded.toString(), starts, ends);
    }

    /**
     * Where the first character is, here or behind, that may not stand for itself; where there is none, the end. A run of single
     * characters is noticed at the first space in it, so that words are passed over.
     */
    private int suspect(int from) {
        char[] characters = this.characters;
        int last = ended ? length : length - 1;
        for (int i = from; i < last; i++) {
            char c = characters[i];
            if (c >= 128) {
                if (!isItself(c)) {
                    return i;
                }
            } else if (SIGNS[c] != 0) {
                if (SIGNS[c] == SUSPECT) {
                    return i;
                }
                if (i > from && isSpacedStart(i - 1)) {
                    return i - 1;
                }
                if (i + 1 < length && opens(characters[i + 1])) {
                    return i;
                }
            }
        }
        return ended ? length : lastSuspect(from, last);
    }

    /** Puts what becomes of what stands here. @return whether that is the character itself */
    private boolean step(int i) {
        char c = text.charAt(i);
        next = i + 1;
        if (c >= 128) {
            return other(i);
        }
        if (c == ' ' || c == '[' || c == '(' || c == '{' || c == '<') {
            if (bracketed(i)) {
                return false;
            }
        } else if (c == '%' || c == '&' || c == '\\') {
            if (escaped(i, c)) {
                return false;
            }
        }
        if (isSpacedStart(i) && spaced(i)) {
            return false;
        }
        put(c, i, i + 1);
        return true;
    }

    /** Of a text that may grow: the last character, unless the one before it begins something. */
    private int lastSuspect(int from, int last) {
        if (last < from) {
            return length;
        }
        char c = characters[last];
        if (c == ' ' && last > from && isSpacedStart(last - 1)) {
            return last - 1;
        }
        boolean itself = c >= 128 ? isItself(c) : SIGNS[c] == 0 && !isSpacedStart(last) && !open;
        open |= c == ' ';
        return itself ? length : last;
    }

    private static boolean opens(char c) {
        return c < 128 && SIGNS[c] == SUSPECT && c != '%' && c != '&' && c != '\\';
    }

    private boolean isSpacedStart(int i) {
        if (!isSpacedCharacter(characters[i]) || i > 0 && Letters.isWord(characters[i - 1])) {
            return false;
        }
        boolean continues = i > 2 && characters[i - 1] == ' ' && isSpacedCharacter(characters[i - 2])
                && !Letters.isWord(characters[i - 3]);
        return !continues && at(i + 1) == ' ';
    }

    private static boolean isSpacedCharacter(char c) {
        return Letters.isPlainWord(c) || c == '+' || c == '-' || c == '.' || c == '@' || c == '(' || c == ')' || c == '/' || c == ':';
    }

    /** Joins a run of single characters with spaces between them, if it is one. */
    private boolean spaced(int start) {
        int words = 0;
        int digits = 0;
        boolean mail = false;
        int i = start;
        while (true) {
            char c = text.charAt(i);
            words += Letters.isPlainWord(c) ? 1 : 0;
            digits += Letters.isDigit(c) ? 1 : 0;
            mail |= c == '@';
            int following = i + 1;
            while (following - i <= 3 && at(following) == ' ') {
                following++;
            }
            if (following == i + 1 || !isSpacedCharacter(at(following)) || Letters.isWord(at(following + 1))) {
                break;
            }
            if (following - start > REACH) {
                return false;
            }
            i = following;
        }
        if (open || words < FEWEST_SPACED || digits < FEWEST_SPACED && !mail) {
            return open;
        }
        for (int p = start; p <= i; p++) {
            if (text.charAt(p) != ' ') {
                put(text.charAt(p), p, p + 1);
            } else if (text.charAt(p - 1) == ' ' && text.charAt(p + 1) != ' ') {
                put(' ', p, p + 1);
            }
        }
        next = i + 1;
        return true;
    }

    /** {@code [at]}, {@code (dot)}, {@code [.]} and the like, with a space on either side or without, between two words. */
    private boolean bracketed(int start) {
        int i = start;
        if (i == 0 || !Letters.isWord(text.charAt(i - 1))) {
            return false;
        }
        i += at(i) == ' ' ? 1 : 0;
        char closing = switch (at(i)) {
            case '[' -> ']';
            case '(' -> ')';
            case '{' -> '}';
            case '<' -> '>';
            default -> OUTSIDE;
        };
        if (closing == OUTSIDE) {
            return open;
        }
        i++;
        i += at(i) == ' ' ? 1 : 0;
        char meant;
        if (at(i) == '@' || is(i, "at")) {
            meant = '@';
        } else if (at(i) == '.' || is(i, "dot") || is(i, "punkt") || is(i, "punto")) {
            meant = '.';
        } else {
            return open;
        }
        while (Letters.isLetter(at(i)) || at(i) == '@' || at(i) == '.') {
            i++;
        }
        i += at(i) == ' ' ? 1 : 0;
        if (at(i) != closing) {
            return open;
        }
        i++;
        i += at(i) == ' ' ? 1 : 0;
        if (open || !Letters.isWord(at(i))) {
            return open;
        }
        put(meant, start, i);
        next = i;
        return true;
    }

    private boolean is(int at, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (Letters.lower(at(at + i)) != word.charAt(i)) {
                return false;
            }
        }
        return !Letters.isLetter(at(at + word.length()));
    }

    /** One ASCII character as a URL, HTML or JSON writes it. */
    private boolean escaped(int start, char mark) {
        int i = start + 1;
        int code = -1;
        if (mark == '%') {
            code = hex(i, 2);
            i += 2;
        } else if (mark == '\\') {
            char kind = at(i);
            if (kind == 'n' || kind == 't' || kind == 'r') {
                code = ' ';
                i++;
            } else if (kind == 'u' || kind == 'x') {
                code = hex(i + 1, kind == 'u' ? 4 : 2);
                i += kind == 'u' ? 5 : 3;
            }
        } else if (at(i) == '#') {
            boolean sixteen = at(i + 1) == 'x' || at(i + 1) == 'X';
            int from = i + (sixteen ? 2 : 1);
            int to = from;
            while (to - from < 4 && Letters.isHex(at(to))) {
                to++;
            }
            code = at(to) != ';' ? -1 : number(from, to, sixteen ? 16 : 10);
            i = to + 1;
        } else if (is(i, "commat") && at(i + 6) == ';') {
            code = '@';
            i += 7;
        } else if (is(i, "period") && at(i + 6) == ';') {
            code = '.';
            i += 7;
        }
        if (open || code < ' ' || code > '~') {
            return open;
        }
        put((char) code, start, i);
        next = i;
        return true;
    }

    private int hex(int from, int digits) {
        for (int i = 0; i < digits; i++) {
            if (!Letters.isHex(at(from + i))) {
                return -1;
            }
        }
        return number(from, from + digits, 16);
    }

    private int number(int from, int to, int radix) {
        int value = to > from ? 0 : -1;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(text.charAt(i), radix);
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }

    /** Whether a character beyond ASCII stands for itself: letters and signs in which no number or address is written. */
    private static boolean isItself(char c) {
        if (c < 0x300) {
            return c >= 0xC0 || c > 0xA0 && c != 0xAD && c != 0xB2 && c != 0xB3 && c != 0xB9;
        }
        return c >= 0x3041 && c < 0xA620 || c >= 0xAC00 && c < 0xD800 || c >= 0x370 && c < 0x600;
    }

    private boolean other(int start) {
        char c = text.charAt(start);
        if (Character.isHighSurrogate(c) && at(start + 1) == OUTSIDE && open) {
            return true;
        }
        int code = text.codePointAt(start);
        next = start + Character.charCount(code);
        if (isInvisible(code)) {
            return invisible(start);
        }
        String meant = meant(code);
        for (int i = 0; i < meant.length(); i++) {
            put(meant.charAt(i), start, next);
        }
        return meant.length() == 1 && meant.charAt(0) == c;
    }

    /** A few invisible characters are taken out; more of them are a space, so that what is one value stays within reach. */
    private boolean invisible(int start) {
        int i = start;
        int count = 0;
        while (i < text.length() && count <= MOST_INVISIBLE && isInvisible(text.codePointAt(i))) {
            i += Character.charCount(text.codePointAt(i));
            count++;
        }
        if (i >= text.length() && !ended) {
            open = true;
            return true;
        }
        if (count > MOST_INVISIBLE) {
            put(' ', start, i);
        }
        next = i;
        return false;
    }

    private static boolean isInvisible(int code) {
        return code == 0xAD || code == 0x34F || code >= 0xFE00 && code <= 0xFE0F || code == 0x115F || code == 0x3164
                || (code >= 0x600 && Character.getType(code) == Character.FORMAT && !(code > 0xE0020 && code < 0xE007F));
    }

    private static String meant(int code) {
        if (code >= 0xFF01 && code <= 0xFF5E) {
            return String.valueOf((char) (code - 0xFEE0));
        }
        if (code > 0xE0020 && code < 0xE007F) {
            return String.valueOf((char) (code - 0xE0000));
        }
        if (code >= 0x2010 && code <= 0x2015 || code == 0x2212 || code == 0xFE63 || code == 0xFE58) {
            return "-";
        }
        if (code == 0x3002 || code == 0x2024 || code == 0xFF61) {
            return ".";
        }
        if (Character.isSpaceChar(code)) {
            return code == 0x2028 || code == 0x2029 ? "\n" : " ";
        }
        int digit = Character.isDigit(code) ? Character.digit(code, 10) : -1;
        if (digit >= 0) {
            return String.valueOf((char) ('0' + digit));
        }
        String character = Character.toString(code);
        boolean styled = code < 0x100 || code >= 0x2070 && code < 0x2190 || code >= 0x2460 && code < 0x2500 || code >= 0x1D400
                && code < 0x1D800
                || code >= 0xFE50 && code < 0xFE70 || code >= 0x1F100 && code < 0x1F190;
        if (styled) {
            String plain = Normalizer.normalize(character, Normalizer.Form.NFKC);
            return plain.length() == 1 && plain.charAt(0) < 128 ? plain : character;
        }
        return character;
    }

    private char at(int i) {
        if (i >= length) {
            open |= !ended;
            return OUTSIDE;
        }
        return characters[i];
    }

    /** Characters that stand for themselves. */
    private void putAll(int from, int to) {
        if (starts == null && folded.length() == from) {
            folded.append(text, from, to);
            return;
        }
        for (int i = from; i < to; i++) {
            put(characters[i], i, i + 1);
        }
    }

    private void put(char c, int start, int end) {
        if (!writing) {
            return;
        }
        int place = folded.length();
        folded.append(c);
        if (starts == null) {
            if (start == place && end == place + 1) {
                return;
            }
            places(place);
        }
        if (place == starts.length) {
            starts = Arrays.copyOf(starts, place + (place >> 1));
            ends = Arrays.copyOf(ends, place + (place >> 1));
        }
        starts[place] = start;
        ends[place] = end;
    }

    private void places(int before) {
        starts = new int[Math.max(16, text.length())];
        ends = new int[starts.length];
        for (int i = 0; i < before; i++) {
            starts[i] = i;
            ends[i] = i + 1;
        }
    }
}
