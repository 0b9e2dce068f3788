package dev.portcullis.guard.text;

import java.util.Arrays;

/**
 * Reads short pieces of text that make no sense as English and do so in ROT13, backwards, or word by word backwards. Sense is told
 * by the small words that every sentence has: a piece may have hardly any, and what it is read as must have a fair share. What
 * makes sense both backwards and word by word is read both ways.
 */
final class Turned {

    private static final int SHORTEST = 16;
    private static final int SENSE = 5;
    /** A piece makes sense if more than one in so many of its words is small. */
    private static final int NONSENSE = 12;

    private enum Way { ROT13, REVERSED, WORDS }

    private final View from;
    private final char[] text;
    private final int length;
    private final Layout layout;
    private Writing out;
    /** Of the piece that is looked at: its words, and how many of them are small, in each way. */
    private int words;
    private int counts;

    private Turned(View from, Layout layout) {
        this.from = from;
        this.layout = layout;
        this.text = Characters.of(from.text());
        this.length = from.text().length();
    }

    /** @param survey of this view. @return null where everything reads best as it is */
    static View of(View clean, Survey survey, Budget budget) {
        if (survey.layout() == null || clean.text().length() > budget.left()) {
            return null;
        }
        Turned turned = new Turned(clean, survey.layout());
        turned.read();
        if (turned.out == null) {
            return null;
        }
        budget.take(turned.out.length(), turned.out.length());
        return turned.out.done("turned");
    }

    private void read() {
        for (int start = 0; start <= length; ) {
            int end = layout.pieceEnd(start, length);
            if (end - start >= SHORTEST && !makesSense(start, end)) {
                piece(start, end);
            }
            start = end + 1;
        }
    }

    /** Whether it does so as it is: then not all words may be counted. */
    private boolean makesSense(int start, int end) {
        words = 0;
        counts = 0;
        for (int at = layout.wordStart(start); at < end; ) {
            int wordEnd = layout.wordEnd(at);
            words++;
            int read = SmallWords.of(text, at, wordEnd);
            counts += read;
            // What follows has a word for two characters at most.
            if (read != 0 && SmallWords.small(counts) * NONSENSE > words + (end - wordEnd) / 2) {
                return true;
            }
            at = layout.wordStart(wordEnd);
        }
        return SmallWords.small(counts) * NONSENSE > words;
    }

    /** Of one that makes no sense as it is. */
    private void piece(int start, int end) {
        for (Way way : Way.values()) {
            // Backwards and word by word backwards it has the same words.
            int sensible = way == Way.ROT13 ? SmallWords.rotated(counts) : SmallWords.reversed(counts);
            if (sensible >= 2 && sensible * SENSE >= words) {
                write(new String(turn(Arrays.copyOfRange(text, start, end), way)), start, end, way);
            }
        }
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

    static void rotate(char[] turned) {
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
