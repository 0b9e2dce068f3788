package dev.portcullis.guard.pii.read;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a number of some country looks like: {@code 9} a digit, {@code A} a letter, {@code X} either, {@code *} anything but a space,
 * {@code _} one space, hyphen, point, slash or nothing; any other character is itself. Each place decides alone, so that matching takes
 * as many steps as the shape has characters.
 */
public final class Shape {

    /** The longest word that is told from longer ones. */
    static final int COUNTED = 62;
    static final long ANY = -1;

    private final char[] pattern;
    private final int separators;

    private Shape(String pattern) {
        this.pattern = pattern.toCharArray();
        this.separators = (int) pattern.chars().filter(c -> c == '_').count();
    }

    /** @param pattern of at most 64 characters */
    public static Shape of(String pattern) {
        return new Shape(pattern);
    }

    /** Where what has this shape and begins here ends, exclusive, or -1. */
    public int end(Reading reading, int start) {
        int i = start;
        for (int p = 0; p < pattern.length; p++) {
            char wanted = pattern[p];
            char c = reading.at(i);
            if (wanted == '_') {
                i += isSeparator(c) ? 1 : 0;
            } else if (fits(wanted, c)) {
                i++;
            } else {
                return -1;
            }
        }
        return i;
    }

    /** What {@link #end} has found; good until the next one is asked for. */
    Value value(Reading reading, int start, int end) {
        Value value = reading.value();
        value.begin();
        int found = 0;
        int i = start;
        for (char wanted : pattern) {
            char c = i < end ? reading.at(i) : Reading.OUTSIDE;
            if (wanted != '_') {
                if (wanted == '*' || Letters.isWord(wanted)) {
                    value.add(Letters.upper(c));
                }
                i++;
            } else if (isSeparator(c)) {
                found++;
                i++;
            }
        }
        return value.ended(separators > 0 && found == separators);
    }

    private static boolean isSeparator(char c) {
        return c == ' ' || c == '-' || c == '.' || c == '/';
    }

    private static boolean fits(char wanted, char c) {
        return switch (wanted) {
            case '9' -> Letters.isDigit(c);
            case 'A' -> Letters.isLetter(c);
            case 'X' -> Letters.isPlainWord(c);
            case '*' -> c != Reading.OUTSIDE && !Letters.isSpace(c);
            default -> Letters.lower(c) == Letters.lower(wanted);
        };
    }

    /** Of the words that a match can begin with. */
    public Set<Anchor> anchors() {
        Set<Integer> lengths = new TreeSet<>();
        int length = 0;
        for (int p = 0; p < pattern.length; p++) {
            char wanted = pattern[p];
            boolean may = wanted == '_' || wanted == '*';
            boolean must = !may && wanted != '9' && wanted != 'A' && wanted != 'X' && !Letters.isPlainWord(wanted);
            if ((may || must) && length > 0) {
                lengths.add(length);
            }
            if (must) {
                return sized(lengths);
            }
            length += wanted == '_' ? 0 : 1;
        }
        lengths.add(length);
        return sized(lengths);
    }

    /**
     * How long the next word can be of a text whose first word has {@code first} characters, where this may still match: a bit for each
     * length up to {@value #COUNTED}, the lowest for none. A word is what {@link Letters#isWord} says, and only what stands between two
     * words in a shape is looked at here, so that it says too often rather than too seldom.
     */
    public long nextLengths(int first) {
        long lengths = 0;
        int length = 0;
        for (int p = 0; p <= pattern.length && length <= first; p++) {
            boolean word = p < pattern.length && Letters.isWord(pattern[p]);
            if (p < pattern.length && pattern[p] == '*' || p == pattern.length && length == first) {
                return ANY;
            }
            if (!word && length == first) {
                lengths |= wordLengths(p + 1);
            }
            if (!word && p < pattern.length && pattern[p] != '_') {
                return lengths;
            }
            length += word ? 1 : 0;
        }
        return lengths;
    }

    /** Of a word that begins at this place of the pattern. */
    private long wordLengths(int from) {
        if (from == pattern.length || !Letters.isWord(pattern[from])) {
            return ANY;
        }
        long lengths = 0;
        int length = 0;
        for (int p = from; p < pattern.length; p++) {
            if (pattern[p] == '*') {
                return ANY;
            }
            if (!Letters.isWord(pattern[p])) {
                lengths |= 1L << Math.min(length, COUNTED + 1);
            }
            if (!Letters.isWord(pattern[p]) && pattern[p] != '_') {
                return lengths;
            }
            length += Letters.isWord(pattern[p]) ? 1 : 0;
        }
        return lengths | 1L << Math.min(length, COUNTED + 1);
    }

    private Set<Anchor> sized(Set<Integer> lengths) {
        char first = pattern[0];
        Set<Anchor> anchors = new LinkedHashSet<>();
        for (int length : lengths) {
            if (first != '9' && !Letters.isDigit(first)) {
                anchors.add(new Anchor.Sized(true, length));
            }
            if (first == '9' || first == 'X' || Letters.isDigit(first)) {
                anchors.add(new Anchor.Sized(false, length));
            }
        }
        return anchors;
    }

    @Override
    public String toString() {
        return new String(pattern);
    }
}
