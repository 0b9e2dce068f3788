package dev.portcullis.config.guard;

/**
 * Regular expressions that RE2/J (1.8) never ends to compile: it follows the cases of a letter in a circle until it is back, and from nine
 * small Cyrillic letters, U+1C80 to U+1C88, it never comes back, since their capital's small letter is another one. It meets them where a
 * pattern ignores case and has one of them, or a range of a class that goes over them.
 */
public final class EndlessFolding {

    private static final int FIRST = 0x1c80;
    private static final int LAST = 0x1c88;
    /** Of a character's number in hexadecimal digits; more is no character, and refused. */
    private static final int MOST_DIGITS = 6;

    private final String pattern;
    private int at;

    private EndlessFolding(String pattern) {
        this.pattern = pattern;
    }

    /** Whether it must not be compiled; also true of some that could be, if they ignore case. */
    public static boolean in(String pattern) {
        return ignoresCase(pattern) && new EndlessFolding(pattern).found();
    }

    private static boolean ignoresCase(String pattern) {
        for (int flags = pattern.indexOf("(?"); flags >= 0; flags = pattern.indexOf("(?", flags + 1)) {
            for (int i = flags + 2; i < pattern.length() && Character.isLetter(pattern.charAt(i)); i++) {
                if (pattern.charAt(i) == 'i') {
                    return true;
                }
            }
        }
        return false;
    }

    /** Every three characters that could be a range are taken for one, wherever they stand: brackets need not be understood. */
    private boolean found() {
        int from = LAST + 1;
        int between = LAST + 1;
        while (at < pattern.length()) {
            int to = character();
            if (to >= FIRST && (to <= LAST || between == '-' && from <= LAST)) {
                return true;
            }
            from = between;
            between = to;
        }
        return false;
    }

    /** One character as it is meant; an escape that is none by its number counts as what it begins with. */
    private int character() {
        int character = pattern.codePointAt(at);
        at += Character.charCount(character);
        if (character != '\\' || at == pattern.length()) {
            return character;
        }
        character = pattern.codePointAt(at);
        at += Character.charCount(character);
        int close = character == 'x' && pattern.startsWith("{", at) ? pattern.indexOf('}', at) : -1;
        String digits = close < 0 ? "" : pattern.substring(at + 1, close);
        if (digits.isEmpty() || !digits.chars().allMatch(digit -> Character.digit(digit, 16) >= 0)) {
            return character;
        }
        at = close + 1;
        int zeros = 0;
        while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
            zeros++;
        }
        return digits.length() - zeros > MOST_DIGITS ? LAST : Integer.parseInt(digits.substring(zeros), 16);
    }
}
