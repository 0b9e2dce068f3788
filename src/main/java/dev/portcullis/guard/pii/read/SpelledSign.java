package dev.portcullis.guard.pii.read;

/**
 * One sign that is spelled out: by its name in brackets, {@code [at]} and {@code (dot)}, or by its number, as a URL, HTML and JSON write
 * it, {@code %40} and {@code &#64;}.
 */
final class SpelledSign {

    /** What stands here is no such sign, or is not decided. */
    static final char NONE = Reading.OUTSIDE;

    private SpelledSign() {
    }

    /**
     * {@code [at]}, {@code (dot)}, {@code [.]} and the like, with a space on either side or without, between two words.
     *
     * @param start of the bracket or the space before it
     * @return what is meant, which is then {@link IncomingText#readTo read}; else {@link #NONE}
     */
    static char bracketed(IncomingText text, int start) {
        int i = start;
        if (i == 0 || !Letters.isWord(text.at(i - 1))) {
            return NONE;
        }
        i += spaceAt(text, i);
        char closing = closing(text.at(i));
        if (closing == NONE) {
            return NONE;
        }
        i++;
        i += spaceAt(text, i);
        char meant = named(text, i);
        if (meant == NONE) {
            return NONE;
        }
        while (Letters.isLetter(text.at(i)) || text.at(i) == '@' || text.at(i) == '.') {
            i++;
        }
        i += spaceAt(text, i);
        if (text.at(i) != closing) {
            return NONE;
        }
        i++;
        i += spaceAt(text, i);
        return Letters.isWord(text.at(i)) ? read(text, meant, i) : NONE;
    }

    private static int spaceAt(IncomingText text, int i) {
        return text.at(i) == ' ' ? 1 : 0;
    }

    private static char closing(char opening) {
        return switch (opening) {
            case '[' -> ']';
            case '(' -> ')';
            case '{' -> '}';
            case '<' -> '>';
            default -> NONE;
        };
    }

    private static char named(IncomingText text, int i) {
        if (text.at(i) == '@' || text.is(i, "at")) {
            return '@';
        }
        return text.at(i) == '.' || text.is(i, "dot") || text.is(i, "punkt") || text.is(i, "punto") ? '.' : NONE;
    }

    /**
     * One ASCII character as a URL, HTML or JSON writes it.
     *
     * @param start of what it begins with: {@code %}, {@code &} or a backslash
     * @return the same as of {@link #bracketed}
     */
    static char escaped(IncomingText text, int start) {
        return switch (text.at(start)) {
            case '%' -> hex(text, start + 1, 2);
            case '\\' -> ofJson(text, start + 1);
            default -> ofHtml(text, start + 1);
        };
    }

    private static char ofJson(IncomingText text, int i) {
        return switch (text.at(i)) {
            case 'n', 't', 'r' -> read(text, ' ', i + 1);
            case 'u' -> hex(text, i + 1, 4);
            case 'x' -> hex(text, i + 1, 2);
            default -> NONE;
        };
    }

    private static char ofHtml(IncomingText text, int i) {
        if (text.at(i) == '#') {
            boolean sixteen = text.at(i + 1) == 'x' || text.at(i + 1) == 'X';
            int from = i + (sixteen ? 2 : 1);
            int to = from;
            while (to - from < 4 && Letters.isHex(text.at(to))) {
                to++;
            }
            return text.at(to) == ';' ? read(text, number(text, from, to, sixteen ? 16 : 10), to + 1) : NONE;
        }
        char meant = text.is(i, "commat") ? '@' : text.is(i, "period") ? '.' : NONE;
        return meant != NONE && text.at(i + 6) == ';' ? read(text, meant, i + 7) : NONE;
    }

    private static char hex(IncomingText text, int from, int digits) {
        for (int i = 0; i < digits; i++) {
            if (!Letters.isHex(text.at(from + i))) {
                return NONE;
            }
        }
        return read(text, number(text, from, from + digits, 16), from + digits);
    }

    /** -1 where a character is no digit of it, or there is none. */
    private static int number(IncomingText text, int from, int to, int radix) {
        int value = to > from ? 0 : -1;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(text.at(i), radix);
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }

    /** Where it is a character that can be seen, or a space, and what follows cannot change it. */
    private static char read(IncomingText text, int code, int end) {
        if (text.isOpen() || code < ' ' || code > '~') {
            return NONE;
        }
        text.readTo(end);
        return (char) code;
    }
}
