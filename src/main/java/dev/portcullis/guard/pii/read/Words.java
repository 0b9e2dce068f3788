package dev.portcullis.guard.pii.read;

import java.util.List;

/**
 * Words that say what a value near them is, in lower case; several words may be written with one space between them, which stands for
 * one space, hyphen, underscore or nothing in the text, and {@code *} at the end stands for any ending.
 */
public final class Words {

    public static final Words NONE = new Words(List.of());

    private final String[][] byFirst = new String[128][];
    private final boolean empty;

    private Words(List<String> words) {
        this.empty = words.isEmpty();
        for (String word : words) {
            int first = Math.min(word.charAt(0), 127);
            String[] before = byFirst[first] == null ? new String[0] : byFirst[first];
            String[] more = java.util.Arrays.copyOf(before, before.length + 1);
            more[before.length] = word;
            byFirst[first] = more;
        }
    }

    public static Words of(String... words) {
        return new Words(List.of(words));
    }

    boolean isEmpty() {
        return empty;
    }

    /** Whether one of them begins in this part of a text and ends in it. @param to exclusive */
    boolean in(String text, int from, int to) {
        boolean inWord = from > 0 && isLetter(text.charAt(from - 1)) && from < to && isLetter(text.charAt(from));
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean letter = isLetter(c);
            if (letter && (!inWord || isHump(text, i))) {
                String[] candidates = byFirst[Math.min(Letters.lower(c), 127)];
                if (candidates != null && startsOne(candidates, text, i, to)) {
                    return true;
                }
            }
            inWord = letter;
        }
        return false;
    }

    /** A capital behind a small letter begins a word: {@code userPhone}. */
    private static boolean isHump(String text, int i) {
        return Letters.isUpper(text.charAt(i)) && !Letters.isUpper(text.charAt(i - 1));
    }

    private static boolean startsOne(String[] candidates, String text, int at, int to) {
        for (String candidate : candidates) {
            if (starts(candidate, text, at, to)) {
                return true;
            }
        }
        return false;
    }

    private static boolean starts(String word, String text, int at, int to) {
        int i = at;
        for (int w = 0; w < word.length(); w++) {
            char wanted = word.charAt(w);
            if (wanted == '*') {
                return true;
            }
            if (wanted == ' ') {
                i += i < to && isBetween(text.charAt(i)) ? 1 : 0;
            } else if (i < to && Letters.lower(text.charAt(i)) == wanted) {
                i++;
            } else {
                return false;
            }
        }
        return i >= to || !isLetter(text.charAt(i)) || isHump(text, i);
    }

    private static boolean isBetween(char c) {
        return Letters.isSpace(c) || c == '-' || c == '_' || c == '\'' || c == '.';
    }

    private static boolean isLetter(char c) {
        return c < 128 ? Letters.isLetter(c) : Character.isLetter(c);
    }
}
