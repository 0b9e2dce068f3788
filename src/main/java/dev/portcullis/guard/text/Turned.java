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
    private static final long[] SMALL = table("the", "and", "to", "of", "you", "your", "all", "is", "are", "that", "this", "with",
            "for", "not", "me", "my", "it", "in", "on", "be", "as", "or", "any", "from", "do", "an", "at", "now", "was", "were",
            "have", "has",
            "what", "who", "how", "no", "we", "our", "by", "will", "can", "if", "but", "they", "must", "about", "above", "before", "only");

    private enum Way { ROT13, REVERSED, WORDS }

    private final View from;
    private final String text;
    private Writing out;

    private Turned(View from) {
        this.from = from;
        this.text = from.text();
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
        for (int at = 0; at <= text.length(); at++) {
            if (at == text.length() || parts(text.charAt(at))) {
                piece(start, at);
                start = at + 1;
            }
        }
    }

    private static boolean parts(char c) {
        return c == ':' || c == '\n' || c == '"' || c == '`' || c == '«' || c == '»' || c == '<' || c == '>';
    }

    private void piece(int start, int end) {
        if (end - start < SHORTEST) {
            return;
        }
        long counted = count(text, start, end);
        if (small(counted) * NONSENSE > words(counted)) {
            return;
        }
        String piece = text.substring(start, end);
        for (Way way : Way.values()) {
            String read = turn(piece, way);
            counted = count(read, 0, read.length());
            if (small(counted) >= 2 && small(counted) * SENSE >= words(counted)) {
                write(read, start, end, way);
            }
        }
    }

    private static String turn(String piece, Way way) {
        return switch (way) {
            case ROT13 -> rotated(piece);
            case REVERSED -> reversed(piece);
            case WORDS -> String.join(" ", Arrays.stream(piece.split(" ", -1)).map(Turned::reversed).toList());
        };
    }

    private static String reversed(String piece) {
        char[] turned = new char[piece.length()];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = piece.charAt(turned.length - 1 - i);
        }
        return new String(turned);
    }

    private static String rotated(String piece) {
        char[] turned = piece.toCharArray();
        for (int i = 0; i < turned.length; i++) {
            char c = turned[i];
            if (c >= 'a' && c <= 'z') {
                turned[i] = (char) ('a' + (c - 'a' + 13) % 26);
            } else if (c >= 'A' && c <= 'Z') {
                turned[i] = (char) ('A' + (c - 'A' + 13) % 26);
            }
        }
        return new String(turned);
    }

    private void write(String read, int start, int end, Way way) {
        if (out == null) {
            out = new Writing(from, text.length());
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

    private static int words(long counted) {
        return (int) counted;
    }

    private static int small(long counted) {
        return (int) (counted >>> 32);
    }

    /** How many words there are, and above that how many of them are small ones. */
    private static long count(String text, int start, int end) {
        int words = 0;
        int small = 0;
        int length = 0;
        long word = 0;
        for (int at = start; at < end; at++) {
            char c = text.charAt(at);
            int lower = c | 0x20;
            if (lower >= 'a' && lower <= 'z') {
                word = word << 8 | lower;
                length++;
            } else if (c >= 128 && Character.isLetter(c)) {
                length += LONGEST_SMALL + 1;
            } else if (length > 0) {
                words++;
                small += length <= LONGEST_SMALL && isSmall(word) ? 1 : 0;
                length = 0;
                word = 0;
            }
        }
        if (length > 0) {
            words++;
            small += length <= LONGEST_SMALL && isSmall(word) ? 1 : 0;
        }
        return (long) small << 32 | words;
    }

    private static boolean isSmall(long word) {
        for (int at = slot(word); SMALL[at] != 0; at = at + 1 & SMALL.length - 1) {
            if (SMALL[at] == word) {
                return true;
            }
        }
        return false;
    }

    /** Each word as a number, a byte for each letter. */
    private static long[] table(String... words) {
        long[] table = new long[SLOTS];
        for (String word : words) {
            long number = 0;
            for (int i = 0; i < word.length(); i++) {
                number = number << 8 | word.charAt(i);
            }
            int at = slot(number);
            while (table[at] != 0) {
                at = at + 1 & SLOTS - 1;
            }
            table[at] = number;
        }
        return table;
    }

    private static int slot(long word) {
        return (int) (word * 0x9E3779B97F4A7C15L >>> 40) & SLOTS - 1;
    }
}
