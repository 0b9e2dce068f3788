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

    /** Of a shape, behind all of it: what is no part of a word, which is the end of a text, too. */
    private static final char END = '\n';

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

    /** The same where no word goes on behind it. */
    Shape whole() {
        return new Shape(toString() + END);
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
            case END -> !Letters.isWord(c) && c != '_';
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

    /** Of how many places a shape has at most: of its characters, and the one behind them. */
    static final int ROOM = 128;

    /** Where what begins at this place of the shape goes on behind such a character, or -1. @param c ASCII, or 128 for all beyond it */
    int after(int place, char c) {
        int p = place;
        while (p < pattern.length && pattern[p] == '_') {
            if (isSeparator(c)) {
                return p + 1;
            }
            p++;
        }
        return p < pattern.length && mayFit(pattern[p], c) ? p + 1 : -1;
    }

    /** Whether nothing more need follow at this place of it. */
    boolean endsAt(int place) {
        int p = place;
        while (p < pattern.length && pattern[p] == '_') {
            p++;
        }
        return p == pattern.length;
    }

    /** Whether what a place says fits. Of characters beyond ASCII it says too often that it does: they may be letters in another case. */
    static boolean mayFit(char sign, char c) {
        return sign == '_' ? isSeparator(c) : c < 128 ? fits(sign, c) : sign != '9' && sign != 'A' && sign != 'X';
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
