package dev.portcullis.guard.pii.read;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Words that say what a value near them is, in lower case; several words may be written with one space between them, which stands for
 * one space, hyphen, underscore or nothing in the text, and {@code *} at the end stands for any ending.
 */
public final class Words {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    public static final Words NONE = new Words(List.of());

    /** How much of a word stands somewhere. */
    enum Match {
        NONE,
        /** Its beginning, which the part that counts cuts. */
        BEGUN,
        /** All of it, right before the end of what counts: what follows may make it another word. */
        LAST,
        WHOLE
    }

    /** Theirs alone, from 0 on. */
    final int number = NUMBERS.getAndIncrement();
    private final String[][] byFirst = new String[128][];
    /** By the first letter: with which letters they go on, a bit for each from a to z; all of them where one goes on otherwise. */
    private final int[] seconds = new int[128];
    private final boolean empty;

    private Words(List<String> words) {
        this.empty = words.isEmpty();
        for (String word : words) {
            int first = Math.min(word.charAt(0), 127);
            String[] before = byFirst[first] == null ? new String[0] : byFirst[first];
            String[] more = Arrays.copyOf(before, before.length + 1);
            more[before.length] = word;
            byFirst[first] = more;
            char second = word.length() > 1 ? word.charAt(1) : ' ';
            seconds[first] |= second >= 'a' && second <= 'z' ? 1 << second - 'a' : -1;
        }
    }

    public static Words of(String... words) {
        return new Words(List.of(words));
    }

    /** How many lists there are so far. */
    static int count() {
        return NUMBERS.get();
    }

    boolean isEmpty() {
        return empty;
    }

    /** Whether one of them begins in this part of a text and ends in it. @param to exclusive, at most the text's length */
    boolean in(String text, WordStarts starts, int from, int to) {
        for (int i = starts.next(from, to); i < to; i = starts.next(i + 1, to)) {
            if (at(text, i, to).compareTo(Match.LAST) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** A capital behind a small letter begins a word: {@code userPhone}. */
    private static boolean isHump(String text, int i) {
        return Letters.isUpper(text.charAt(i)) && !Letters.isUpper(text.charAt(i - 1));
    }

    /** What begins here, where some word begins, of a text of which the part before {@code to} counts. */
    Match at(String text, int at, int to) {
        int first = Math.min(Letters.lower(text.charAt(at)), 127);
        String[] candidates = byFirst[first];
        Match best = Match.NONE;
        if (candidates != null && mayGoOn(first, at + 1 < to ? text.charAt(at + 1) : Reading.OUTSIDE)) {
            for (String candidate : candidates) {
                Match match = match(candidate, text, at, to);
                if (match == Match.WHOLE) {
                    return match;
                }
                best = match.compareTo(best) > 0 ? match : best;
            }
        }
        return best;
    }

    /** Whether one of them may go on with this character: most words are told from them by it. */
    private boolean mayGoOn(int first, char second) {
        char lower = Letters.lower(second);
        return lower < 'a' || lower > 'z' || (seconds[first] >> lower - 'a' & 1) != 0;
    }

    private static Match match(String word, String text, int at, int to) {
        int i = at;
        for (int w = 0; w < word.length(); w++) {
            char wanted = word.charAt(w);
            if (wanted == '*') {
                return Match.WHOLE;
            }
            if (wanted == ' ') {
                i += i < to && isBetween(text.charAt(i)) ? 1 : 0;
            } else if (i >= to) {
                return Match.BEGUN;
            } else if (Letters.lower(text.charAt(i)) == wanted) {
                i++;
            } else {
                return Match.NONE;
            }
        }
        return i >= to ? Match.LAST : !WordStarts.isLetter(text.charAt(i)) || isHump(text, i) ? Match.WHOLE : Match.NONE;
    }

    private static boolean isBetween(char c) {
        return Letters.isSpace(c) || c == '-' || c == '_' || c == '\'' || c == '.';
    }
}
