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

    /** What a character is, in a word. */
    private static final int LETTER = 1;
    private static final int OTHER_DIGIT = 2;
    /** A digit or symbol that stands for a letter. */
    private static final int FOR_LETTER = 4;
    private static final byte[] KINDS = new byte[128];

    static {
        for (int i = 0; i < DIGITS.length(); i += 2) {
            LETTERS[DIGITS.charAt(i)] = DIGITS.charAt(i + 1);
        }
        for (char c = 0; c < 128; c++) {
            KINDS[c] = (byte) (LETTERS[c] != 0 ? FOR_LETTER : c >= 'a' && c <= 'z' ? LETTER : c >= '0' && c <= '9' ? OTHER_DIGIT : 0);
        }
    }

    private final char[] text;
    private final int length;
    /** Where words begin that cannot be numbers. */
    private BitSet sure;
    /** Words that could be numbers as well, and are read as words only beside such as cannot. */
    private BitSet beside;
    private int words;
    private boolean longWord;

    private Leet(char[] text, int length) {
        this.text = text;
        this.length = length;
    }

    /** The letter a digit or symbol stands for; 0 if for none. */
    static char letter(char c) {
        return c < 128 ? LETTERS[c] : 0;
    }

    /** @return null where no words are written so */
    static View of(View folded, Tally tally) {
        char[] text = Characters.of(folded.text());
        int length = folded.text().length();
        Leet leet = new Leet(text, length);
        if (!leet.hasSure()) {
            return null;
        }
        leet.read();
        if (leet.words < 2 && !leet.longWord) {
            return null;
        }
        tally.leetWords += leet.words;
        leet.sure.stream().forEach(start -> replace(text, start, leet.withoutEnd(start, leet.end(start))));
        leet.beside.stream().forEach(start -> replace(text, start, leet.end(start)));
        return folded.with("leet", new String(text, 0, length));
    }

    private static int kind(char c) {
        return c < 128 ? KINDS[c] : 0;
    }

    /** Whether there is a word that cannot be a number, without which nothing is read. */
    private boolean hasSure() {
        for (int at = nextInside(0); at >= 0; ) {
            int start = at;
            while (start > 0 && kind(text[start - 1]) != 0) {
                start--;
            }
            int end = end(at);
            if (isSure(start, end)) {
                return true;
            }
            at = nextInside(end);
        }
        return false;
    }

    /** Where the next character stands that stands for a letter and has a letter right behind it; -1 where none does. */
    private int nextInside(int from) {
        int last = 0;
        for (int at = from; at < length; at++) {
            int kind = kind(text[at]);
            // The question that is hardly ever answered with yes comes first.
            if (last == FOR_LETTER && kind == LETTER) {
                return at - 1;
            }
            last = kind;
        }
        return -1;
    }

    private void read() {
        sure = new BitSet();
        beside = new BitSet();
        boolean afterWord = false;
        int numberBefore = -1;
        int start = 0;
        while (start < length) {
            int kinds = kind(text[start]);
            if (kinds == 0) {
                start++;
                continue;
            }
            int end = start + 1;
            for (int kind; end < length && (kind = kind(text[end])) != 0; end++) {
                kinds |= kind;
            }
            if ((kinds & FOR_LETTER) != 0 && isSure(start, end)) {
                sure.set(start);
                words++;
                longWord |= withoutEnd(start, end) - start >= LONG_WORD;
                if (numberBefore >= 0) {
                    beside.set(numberBefore);
                }
                afterWord = true;
                numberBefore = -1;
            } else {
                boolean number = (kinds & FOR_LETTER) != 0 && number(start, withoutEnd(start, end));
                if (number && afterWord) {
                    beside.set(start);
                }
                numberBefore = number ? start : -1;
                afterWord &= number;
            }
            start = end;
        }
    }

    private boolean isSure(int start, int end) {
        int word = withoutEnd(start, end);
        return word - start > 2 && !name(start, end) && word - start <= LONGEST_WORD && inside(start, word) && !ordinal(start, word);
    }

    private int end(int start) {
        int end = start;
        while (end < length && kind(text[end]) != 0) {
            end++;
        }
        return end;
    }

    /** An exclamation mark or plus behind a word is just that. */
    private int withoutEnd(int start, int end) {
        int word = end;
        while (word > start && (text[word - 1] == '!' || text[word - 1] == '+')) {
            word--;
        }
        return word;
    }

    /** Whether what stands beside it makes it a part of a token, a path or a name of source code. */
    private boolean name(int start, int end) {
        char before = start > 0 ? text[start - 1] : 0;
        char after = end < length ? text[end] : 0;
        return before == '_' || before == '/' || before == '=' || before == '.' || after == '_' || after == '/' || after == '=';
    }

    /** Whether it has letters, and a digit right before one, which names such as sha256 and utf8 have not, and no other digits. */
    private boolean inside(int start, int end) {
        boolean found = false;
        for (int i = start; i < end; i++) {
            boolean digit = letter(text[i]) != 0;
            if (!digit && (text[i] < 'a' || text[i] > 'z')) {
                return false;
            }
            found |= digit && i + 1 < end && text[i + 1] >= 'a' && text[i + 1] <= 'z';
        }
        return found;
    }

    /** Such as 1st, 22nd and 30th: a letter full of dates would be read twice for them. */
    private boolean ordinal(int start, int end) {
        for (int i = start; i < end - 2; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return false;
            }
        }
        char first = text[end - 2];
        char last = text[end - 1];
        return last == 't' && first == 's' || last == 'd' && (first == 'n' || first == 'r') || last == 'h' && first == 't';
    }

    private boolean number(int start, int end) {
        boolean allDigits = end > start && end - start <= LONGEST_NUMBER;
        boolean some = false;
        for (int i = start; i < end; i++) {
            some |= letter(text[i]) != 0;
            allDigits &= letter(text[i]) != 0;
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
