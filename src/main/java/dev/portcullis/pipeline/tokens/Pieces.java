package dev.portcullis.pipeline.tokens;

/**
 * Where the pieces of a text end that are cut into tokens one by one: words with the sign or space before them, up to three digits,
 * runs of signs, white space. The rules are those of OpenAI's tiktoken, which gives them as regular expressions; here each is one walk
 * over the text, in time that grows with its length alone. A lone surrogate is a sign.
 */
enum Pieces {
    /** Words end where a small letter is followed by a capital, and keep what is short for another word behind an apostrophe: I'll. */
    BY_CASE {
        @Override
        int end(String text, int from) {
            int first = text.codePointAt(from);
            int word = NOWHERE;
            if (mayLeadAWord(first)) {
                word = mixed(text, from + Character.charCount(first));
            }
            word = word == NOWHERE ? mixed(text, from) : word;
            if (word == NOWHERE && mayLeadAWord(first)) {
                word = capitals(text, from + Character.charCount(first));
            }
            word = word == NOWHERE ? capitals(text, from) : word;
            if (word != NOWHERE) {
                return shortForm(text, word);
            }
            return isDigit(first) ? digits(text, from) : isSpace(first) && !signsBehindSpace(text, from) ? space(text, from, true)
                    : signs(text, from, true);
        }

        /** Capitals, if any, and then at least one letter that may be small; those without case are both. */
        private int mixed(String text, int from) {
            int last = NOWHERE;
            int at = from;
            int type = at < text.length() ? typeAt(text, at) : 0;
            for (; at < text.length() && has(MAY_BE_CAPITAL, type); type = at < text.length() ? typeAt(text, at) : 0) {
                at = next(text, at);
                last = has(MAY_BE_SMALL, type) ? at : last;
            }
            if (at == text.length() || !has(MAY_BE_SMALL, type)) {
                return last;
            }
            return run(text, at, MAY_BE_SMALL);
        }

        private int capitals(String text, int from) {
            int end = run(text, from, MAY_BE_CAPITAL);
            return end == from ? NOWHERE : run(text, end, MAY_BE_SMALL);
        }
    },
    /** Words are runs of letters; what is short for another word behind an apostrophe is a piece of its own. */
    BY_LETTERS {
        @Override
        int end(String text, int from) {
            int behind = shortForm(text, from);
            if (behind > from) {
                return behind;
            }
            int first = text.codePointAt(from);
            int letters = mayLeadAWord(first) ? from + Character.charCount(first) : from;
            int word = run(text, letters, LETTER);
            if (word > letters) {
                return word;
            }
            return isDigit(first) ? digits(text, from) : isSpace(first) && !signsBehindSpace(text, from) ? space(text, from, false)
                    : signs(text, from, false);
        }
    };

    private static final int NOWHERE = -1;
    private static final int MOST_DIGITS = 3;
    private static final int LETTER = 1 << Character.UPPERCASE_LETTER | 1 << Character.LOWERCASE_LETTER | 1 << Character.TITLECASE_LETTER
            | 1 << Character.MODIFIER_LETTER | 1 << Character.OTHER_LETTER;
    private static final int MARK = 1 << Character.NON_SPACING_MARK | 1 << Character.COMBINING_SPACING_MARK | 1 << Character.ENCLOSING_MARK;
    private static final int MAY_BE_CAPITAL = LETTER & ~(1 << Character.LOWERCASE_LETTER) | MARK;
    private static final int MAY_BE_SMALL = LETTER & ~(1 << Character.UPPERCASE_LETTER | 1 << Character.TITLECASE_LETTER) | MARK;
    private static final int DIGIT = 1 << Character.DECIMAL_DIGIT_NUMBER | 1 << Character.LETTER_NUMBER | 1 << Character.OTHER_NUMBER;
    private static final int SPACE = 1 << Character.SPACE_SEPARATOR | 1 << Character.LINE_SEPARATOR | 1 << Character.PARAGRAPH_SEPARATOR;
    private static final int NEXT_LINE = 0x85;

    /** Where the piece that begins at {@code from}, before the text's end, ends; always behind it. */
    abstract int end(String text, int from);

    private static boolean has(int types, int type) {
        return (types >> type & 1) != 0;
    }

    private static int typeAt(String text, int at) {
        return Character.getType(text.codePointAt(at));
    }

    private static int next(String text, int at) {
        return at + Character.charCount(text.codePointAt(at));
    }

    private static boolean isDigit(int character) {
        return has(DIGIT, Character.getType(character));
    }

    /** Unicode's White_Space. */
    private static boolean isSpace(int character) {
        return character >= '\t' && character <= '\r' || character == NEXT_LINE || has(SPACE, Character.getType(character));
    }

    private static boolean isLineEnd(char c) {
        return c == '\r' || c == '\n';
    }

    private static boolean isSign(int character) {
        return !isSpace(character) && !has(LETTER | DIGIT, Character.getType(character));
    }

    private static boolean mayLeadAWord(int character) {
        return character != '\r' && character != '\n' && !has(LETTER | DIGIT, Character.getType(character));
    }

    private static int run(String text, int from, int types) {
        int at = from;
        while (at < text.length() && has(types, typeAt(text, at))) {
            at = next(text, at);
        }
        return at;
    }

    private static int digits(String text, int from) {
        int at = from;
        for (int i = 0; i < MOST_DIGITS && at < text.length() && isDigit(text.codePointAt(at)); i++) {
            at = next(text, at);
        }
        return at;
    }

    private static boolean signsBehindSpace(String text, int from) {
        return text.charAt(from) == ' ' && from + 1 < text.length() && isSign(text.codePointAt(from + 1));
    }

    /** @param slashes whether they may stand among the ends of lines behind signs */
    private static int signs(String text, int from, boolean slashes) {
        int at = text.charAt(from) == ' ' ? from + 1 : from;
        while (at < text.length() && isSign(text.codePointAt(at))) {
            at = next(text, at);
        }
        while (at < text.length() && (isLineEnd(text.charAt(at)) || slashes && text.charAt(at) == '/')) {
            at++;
        }
        return at;
    }

    /** To behind the last end of a line in it; without one to before the space that leads the next piece, if there is a piece. */
    private static int space(String text, int from, boolean linesTogether) {
        int at = from;
        int before = from;
        int line = NOWHERE;
        while (at < text.length() && isSpace(text.codePointAt(at))) {
            before = at;
            at = next(text, at);
            line = isLineEnd(text.charAt(before)) ? at : line;
        }
        if (line != NOWHERE && (linesTogether || at < text.length())) {
            return line;
        }
        return at == text.length() || before == from ? at : before;
    }

    /** Behind 's, 't, 're, 've, 'm, 'll or 'd, in capitals too; {@code from} where there is none. */
    private static int shortForm(String text, int from) {
        if (from + 1 >= text.length() || text.charAt(from) != '\'') {
            return from;
        }
        char first = folded(text.charAt(from + 1));
        char second = from + 2 < text.length() ? folded(text.charAt(from + 2)) : 0;
        return switch (first) {
            case 's', 't', 'm', 'd' -> from + 2;
            case 'r', 'v' -> second == 'e' ? from + 3 : from;
            case 'l' -> second == 'l' ? from + 3 : from;
            default -> from;
        };
    }

    private static char folded(char c) {
        return Character.toLowerCase(Character.toUpperCase(c));
    }
}
