package dev.portcullis.guard.text;

import java.util.BitSet;

/**
 * Reads digits and symbols as the letters they stand for, where they sit in words: {@code 7h3 5y573m pr0mp7}. Names such as utf8 or
 * h264, hashes and numbers stay, and so does a text with one such word, if that is short.
 */
final class Leet {

    private static final String DIGITS = "4a@a3e1i!i0o5s$s7t+t8b";
    private static final char[] LETTERS = new char[128];
    private static final int LONGEST_WORD = 24;
    private static final int LONG_WORD = 6;
    private static final int LONGEST_NUMBER = 6;

    static {
        for (int i = 0; i < DIGITS.length(); i += 2) {
            LETTERS[DIGITS.charAt(i)] = DIGITS.charAt(i + 1);
        }
    }

    private final String text;
    /** Where words begin that cannot be numbers. */
    private final BitSet sure = new BitSet();
    /** Words that could be numbers as well, and are read as words only beside such as cannot. */
    private final BitSet beside = new BitSet();
    private int words;
    private boolean longWord;

    private Leet(String text) {
        this.text = text;
    }

    /** The letter a digit or symbol stands for; 0 if for none. */
    static char letter(char c) {
        return c < 128 ? LETTERS[c] : 0;
    }

    /** @return null where no words are written so */
    static View of(View folded, Tally tally) {
        Leet leet = new Leet(folded.text());
        leet.read();
        if (leet.words < 2 && !leet.longWord) {
            return null;
        }
        tally.leetWords += leet.words;
        char[] read = folded.text().toCharArray();
        leet.sure.stream().forEach(start -> replace(read, start, leet.withoutEnd(start, leet.end(start))));
        leet.beside.stream().forEach(start -> replace(read, start, leet.end(start)));
        return folded.with("leet", new String(read));
    }

    private void read() {
        boolean afterWord = false;
        int numberBefore = -1;
        int start = 0;
        while (start < text.length()) {
            if (!part(text.charAt(start))) {
                start++;
                continue;
            }
            int end = end(start);
            int word = withoutEnd(start, end);
            if (word - start > 2 && !name(start, end) && word - start <= LONGEST_WORD && inside(start, word) && !ordinal(start, word)) {
                sure.set(start);
                words++;
                longWord |= word - start >= LONG_WORD;
                if (numberBefore >= 0) {
                    beside.set(numberBefore);
                }
                afterWord = true;
                numberBefore = -1;
            } else {
                boolean number = number(start, word);
                if (number && afterWord) {
                    beside.set(start);
                }
                numberBefore = number ? start : -1;
                afterWord &= number;
            }
            start = end;
        }
    }

    private static boolean part(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || letter(c) != 0;
    }

    private int end(int start) {
        int end = start;
        while (end < text.length() && part(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** An exclamation mark or plus behind a word is just that. */
    private int withoutEnd(int start, int end) {
        int word = end;
        while (word > start && (text.charAt(word - 1) == '!' || text.charAt(word - 1) == '+')) {
            word--;
        }
        return word;
    }

    /** Whether what stands beside it makes it a part of a token, a path or a name of source code. */
    private boolean name(int start, int end) {
        char before = start > 0 ? text.charAt(start - 1) : 0;
        char after = end < text.length() ? text.charAt(end) : 0;
        return before == '_' || before == '/' || before == '=' || before == '.' || after == '_' || after == '/' || after == '=';
    }

    /** Whether it has letters, and a digit right before one, which names such as sha256 and utf8 have not, and no other digits. */
    private boolean inside(int start, int end) {
        boolean found = false;
        for (int i = start; i < end; i++) {
            boolean digit = letter(text.charAt(i)) != 0;
            if (!digit && (text.charAt(i) < 'a' || text.charAt(i) > 'z')) {
                return false;
            }
            found |= digit && i + 1 < end && text.charAt(i + 1) >= 'a' && text.charAt(i + 1) <= 'z';
        }
        return found;
    }

    /** Such as 1st, 22nd and 30th: a letter full of dates would be read twice for them. */
    private boolean ordinal(int start, int end) {
        for (int i = start; i < end - 2; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        char first = text.charAt(end - 2);
        char last = text.charAt(end - 1);
        return last == 't' && first == 's' || last == 'd' && (first == 'n' || first == 'r') || last == 'h' && first == 't';
    }

    private boolean number(int start, int end) {
        boolean allDigits = end > start && end - start <= LONGEST_NUMBER;
        boolean some = false;
        for (int i = start; i < end; i++) {
            some |= letter(text.charAt(i)) != 0;
            allDigits &= letter(text.charAt(i)) != 0;
        }
        return allDigits || some && end - start <= 2;
    }

    private static void replace(char[] text, int start, int end) {
        for (int i = start; i < end; i++) {
            char letter = letter(text[i]);
            text[i] = letter == 0 ? text[i] : letter;
        }
    }
}
