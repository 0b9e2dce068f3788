package dev.portcullis.guard.text;

import java.util.Arrays;

/**
 * Reads short pieces of text that make no sense as English and do so in ROT13, backwards, or word by word backwards. Sense is told
 * by the small words that every sentence has: a piece may have hardly any, and what it is read as must have a fair share. What
 * makes sense both backwards and word by word is read both ways.
 */
final class Turned {

    /** Longer texts are not looked at. */
    static final int LONGEST = 2000;

    private static final int SHORTEST = 16;
    private static final int SENSE = 5;
    private static final int LONGEST_SMALL = 6;
    private static final int NONSENSE = 12;
    private static final int SLOTS = 512;
    /** A small word as it is, rotated, or backwards, as a number: a byte for each letter. */
    private static final long[] KEYS = new long[SLOTS];
    /** By place in {@link #KEYS} which of these it is; it can be several. */
    private static final byte[] READ = new byte[SLOTS];
    private static final int SMALL = 1;
    private static final int ROTATED = 2;
    private static final int REVERSED = 4;

    /** Whether a character parts pieces. */
    private static final boolean[] PARTS = new boolean[256];
    /** By ASCII character the small letter that it is; 0 for all others. */
    private static final byte[] LETTERS = new byte[128];

    static {
        for (char c : ":\n\"`«»<>".toCharArray()) {
            PARTS[c] = true;
        }
        for (char c = 'a'; c <= 'z'; c++) {
            LETTERS[c] = (byte) c;
            LETTERS[c - 'a' + 'A'] = (byte) c;
        }
        String small = "the and to of you your all is are that this with for not me my it in on be as or any from do an at now was were have has "
                + "what who how no we our by will can if but they must about above before only";
        for (String word : small.split(" ")) {
            add(word.toCharArray(), SMALL);
            add(turn(word.toCharArray(), Way.ROT13), ROTATED);
            add(turn(word.toCharArray(), Way.REVERSED), REVERSED);
        }
    }

    private enum Way { ROT13, REVERSED, WORDS }

    private final View from;
    private final char[] text;
    private final int length;
    private Writing out;
    /** Of the piece that is looked at: its words, and how many of them are small, would be if rotated, and would be backwards. */
    private int words;
    private int small;
    private int rotated;
    private int reversed;

    private Turned(View from) {
        this.from = from;
        this.text = Characters.of(from.text());
        this.length = from.text().length();
    }

    /** @return null where everything reads best as it is */
    static View of(View clean, Budget budget) {
        if (clean.text().length() > Math.min(LONGEST, budget.left())) {
            return null;
        }
        Turned turned = new Turned(clean);
        turned.read();
        if (turned.out == null) {
            return null;
        }
        budget.take(turned.out.length(), turned.out.length());
        return turned.out.done("turned");
    }

    private void read() {
        int start = 0;
        for (int at = 0; at < length; at++) {
            if (parts(text[at])) {
                piece(start, at);
                start = at + 1;
            }
        }
        piece(start, length);
    }

    private static boolean parts(char c) {
        return c < 256 && PARTS[c];
    }

    private void piece(int start, int end) {
        if (end - start < SHORTEST || makesSense(start, end)) {
            return;
        }
        for (Way way : Way.values()) {
            // Backwards and word by word backwards it has the same words.
            int sensible = way == Way.ROT13 ? rotated : reversed;
            if (sensible >= 2 && sensible * SENSE >= words) {
                write(new String(turn(Arrays.copyOfRange(text, start, end), way)), start, end, way);
            }
        }
    }

    /** Whether it does so as it is: then not all words may be counted. */
    private boolean makesSense(int start, int end) {
        words = 0;
        small = 0;
        rotated = 0;
        reversed = 0;
        int length = 0;
        long word = 0;
        for (int at = start; at <= end; at++) {
            char c = at < end ? text[at] : ' ';
            int letter = c < 128 ? LETTERS[c] : 0;
            if (letter != 0) {
                word = word << 8 | letter;
                length++;
            } else if (c >= 128 && Characters.isLetter(c)) {
                length += LONGEST_SMALL + 1;
            } else if (length > 0) {
                words++;
                // What follows has a word for two characters at most.
                if (length <= LONGEST_SMALL && count(word) && small * NONSENSE > words + (end - at) / 2) {
                    return true;
                }
                length = 0;
                word = 0;
            }
        }
        return small * NONSENSE > words;
    }

    /** Counts what the word is, if it is something. */
    private boolean count(long word) {
        for (int at = slot(word); KEYS[at] != 0; at = at + 1 & SLOTS - 1) {
            if (KEYS[at] == word) {
                int read = READ[at];
                small += read & SMALL;
                rotated += (read & ROTATED) / ROTATED;
                reversed += (read & REVERSED) / REVERSED;
                return true;
            }
        }
        return false;
    }

    private static void add(char[] word, int read) {
        long number = 0;
        for (char letter : word) {
            number = number << 8 | letter;
        }
        int at = slot(number);
        while (KEYS[at] != 0 && KEYS[at] != number) {
            at = at + 1 & SLOTS - 1;
        }
        KEYS[at] = number;
        READ[at] |= (byte) read;
    }

    private static int slot(long word) {
        return (int) (word * 0x9E3779B97F4A7C15L >>> 40) & SLOTS - 1;
    }

    private static char[] turn(char[] piece, Way way) {
        switch (way) {
            case ROT13 -> rotate(piece);
            case REVERSED -> reverse(piece, 0, piece.length);
            case WORDS -> {
                int start = 0;
                for (int at = 0; at <= piece.length; at++) {
                    if (at == piece.length || piece[at] == ' ') {
                        reverse(piece, start, at);
                        start = at + 1;
                    }
                }
            }
        }
        return piece;
    }

    private static void reverse(char[] piece, int start, int end) {
        for (int i = start, j = end - 1; i < j; i++, j--) {
            char c = piece[i];
            piece[i] = piece[j];
            piece[j] = c;
        }
    }

    private static void rotate(char[] turned) {
        for (int i = 0; i < turned.length; i++) {
            char c = turned[i];
            if (c >= 'a' && c <= 'z') {
                turned[i] = (char) ('a' + (c - 'a' + 13) % 26);
            } else if (c >= 'A' && c <= 'Z') {
                turned[i] = (char) ('A' + (c - 'A' + 13) % 26);
            }
        }
    }

    private void write(String read, int start, int end, Way way) {
        if (out == null) {
            out = new Writing(from, length);
        } else {
            out.add('\n', start, start + 1);
        }
        int wordStart = 0;
        for (int i = 0; i < read.length(); i++) {
            int at = switch (way) {
                case ROT13 -> start + i;
                case REVERSED -> end - 1 - i;
                case WORDS -> {
                    wordStart = i > 0 && read.charAt(i - 1) == ' ' ? i : wordStart;
                    int space = read.indexOf(' ', wordStart);
                    int wordEnd = space < 0 ? read.length() : space;
                    yield i == wordEnd ? start + i : start + wordStart + wordEnd - 1 - i;
                }
            };
            out.add(read.charAt(i), at, at + 1);
        }
    }
}
