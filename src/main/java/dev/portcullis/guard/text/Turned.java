package dev.portcullis.guard.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

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
    private static final Set<String> SMALL = Set.of("the", "and", "to", "of", "you", "your", "all", "is", "are", "that", "this", "with",
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
        String piece = text.substring(start, end);
        if (small(piece) * NONSENSE > words(piece)) {
            return;
        }
        for (Way way : Way.values()) {
            String read = turn(piece, way);
            int small = small(read);
            if (small >= 2 && small * SENSE >= words(read)) {
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

    private static int words(String piece) {
        return count(piece, false);
    }

    private static int small(String piece) {
        return count(piece, true);
    }

    private static int count(String piece, boolean onlySmall) {
        int count = 0;
        int start = 0;
        for (int at = 0; at <= piece.length(); at++) {
            if (at == piece.length() || !Character.isLetter(piece.charAt(at))) {
                boolean counts = !onlySmall || at - start <= LONGEST_SMALL
                        && SMALL.contains(piece.substring(start, at).toLowerCase(Locale.ROOT));
                count += at > start && counts ? 1 : 0;
                start = at + 1;
            }
        }
        return count;
    }
}
