package dev.portcullis.guard.pii;

/**
 * Where one is in a JSON document that is read from its beginning, in any pieces: so that what is put there instead of something else
 * leaves it JSON. A text that does not begin as an object or an array does is none, and everything may be put there. One thread.
 */
final class JsonPlace {

    private static final int NOT_BEGUN = 0;
    private static final int NONE = 1;
    private static final int OUTSIDE = 2;
    private static final int STRING = 3;
    private static final int HEXADECIMAL_DIGITS = 4;

    private int where = NOT_BEGUN;
    /** Of an escape that has begun: -1 behind its backslash, else the digits that are still to come. */
    private int escape;

    /** Goes on over these characters. */
    void read(CharSequence text, int from, int to) {
        for (int at = from; at < to && where != NONE; at++) {
            read(text.charAt(at));
        }
    }

    private void read(char c) {
        switch (where) {
            case NOT_BEGUN -> where = c == '{' || c == '[' ? OUTSIDE : c <= ' ' ? NOT_BEGUN : NONE;
            case OUTSIDE -> where = c == '"' ? STRING : OUTSIDE;
            default -> {
                if (escape != 0) {
                    escape = escape > 0 ? escape - 1 : c == 'u' ? HEXADECIMAL_DIGITS : 0;
                } else if (c == '\\') {
                    escape = -1;
                } else if (c == '"') {
                    where = OUTSIDE;
                }
            }
        }
    }

    /** How many of the characters from here on belong to an escape that began before: {@code u00e9} behind a backslash. */
    int escaped(CharSequence text, int from) {
        if (escape >= 0) {
            return escape;
        }
        return from < text.length() && text.charAt(from) == 'u' ? 1 + HEXADECIMAL_DIGITS : 1;
    }

    boolean inString() {
        return where == STRING;
    }

    /** What stands there instead of a value: a string of its own where the value is in none, such as a number. */
    String fitting(String instead) {
        return where == OUTSIDE ? '"' + instead + '"' : instead;
    }

    /** What a part of a JSON string says; what is no escape stays. */
    static String unescaped(String json) {
        int next = json.indexOf('\\');
        if (next < 0) {
            return json;
        }
        StringBuilder text = new StringBuilder(json.length());
        for (int at = 0; at < json.length(); at++) {
            char c = json.charAt(at);
            int kind = c == '\\' && at + 1 < json.length() ? "nrtbf\"\\/".indexOf(json.charAt(at + 1)) : -1;
            if (kind >= 0) {
                text.append("\n\r\t\b\f\"\\/".charAt(kind));
                at++;
            } else if (c == '\\' && isUnicode(json, at)) {
                text.append((char) Integer.parseInt(json, at + 2, at + 2 + HEXADECIMAL_DIGITS, 16));
                at += 1 + HEXADECIMAL_DIGITS;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static boolean isUnicode(String json, int at) {
        boolean all = at + 1 + HEXADECIMAL_DIGITS < json.length() && json.charAt(at + 1) == 'u';
        for (int i = at + 2; all && i < at + 2 + HEXADECIMAL_DIGITS; i++) {
            all = Character.digit(json.charAt(i), 16) >= 0 && json.charAt(i) < 128;
        }
        return all;
    }
}
