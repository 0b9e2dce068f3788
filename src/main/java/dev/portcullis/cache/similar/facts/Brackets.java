package dev.portcullis.cache.similar.facts;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/**
 * Which brackets of a text belong to what it asks, as those of arithmetic and code do. Only round ones may be said in passing, like (this):
 * they stand free, and have nothing but words between them, none of which could be calculated with. Faces like :) are none at all.
 */
final class Brackets {

    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";
    private static final String BEFORE_PASSING = ".,;:!?";
    private static final String WITHIN_PASSING = " .,;:'\"-!?\n";
    /** What words are put together by: there it matters which of them are put together first. */
    private static final Set<String> JOINING = WordList.of("""
            and or not xor plus minus times over squared cubed
            und oder nicht mal durch et ou pas fois y o no por más menos
            """);
    /** What is calculated with words: before a bracket and behind it as well. */
    private static final Set<String> CALCULATING = WordList.of("""
            of by divided multiplied added subtracted plus minus times over mod modulo squared cubed power root log ln exp sqrt sin cos tan abs max
            min geteilt dividiert multipliziert addiert subtrahiert hoch wurzel
            """);
    private static final int LONGEST_CALCULATING = 14;

    private final int[] signs;
    private final boolean[] counting;

    private Brackets(int[] signs) {
        this.signs = signs;
        this.counting = new boolean[signs.length];
    }

    /** @return for each sign whether it is a bracket that counts */
    static boolean[] counting(int[] signs) {
        Brackets brackets = new Brackets(signs);
        brackets.look();
        return brackets.counting;
    }

    private void look() {
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < signs.length; i++) {
            int closes = CLOSING.indexOf(signs[i]);
            if (OPENING.indexOf(signs[i]) < 0 && closes < 0 || isFace(i)) {
                continue;
            }
            counting[i] = true;
            if (closes < 0) {
                open.push(i);
            } else if (!open.isEmpty() && signs[open.peek()] == OPENING.charAt(closes)) {
                int from = open.pop();
                counting[from] = signs[i] != ')' || !isInPassing(from, i);
                counting[i] = counting[from];
            }
        }
    }

    private boolean isFace(int at) {
        int eyes = at > 0 && signs[at - 1] == '-' ? at - 2 : at - 1;
        return eyes >= 0 && (signs[eyes] == ':' || signs[eyes] == ';') && (eyes == 0 || Character.isWhitespace(signs[eyes - 1]))
                && (at + 1 == signs.length || Character.isWhitespace(signs[at + 1]));
    }

    /** Ends at the first sign that says no, another bracket for one, so that no sign is looked at twice. */
    private boolean isInPassing(int from, int to) {
        if (from > 0 && !Character.isWhitespace(signs[from - 1])
                || to + 1 < signs.length && !Character.isWhitespace(signs[to + 1]) && BEFORE_PASSING.indexOf(signs[to + 1]) < 0) {
            return false;
        }
        if (CALCULATING.contains(wordBefore(from)) || CALCULATING.contains(wordAfter(to))) {
            return false;
        }
        boolean words = false;
        int at = from + 1;
        while (at < to) {
            int end = at;
            while (end < to && Character.isLetter(signs[end])) {
                end++;
            }
            if (end > at) {
                if (isCalculatedWith(new String(signs, at, end - at).toLowerCase(Locale.ROOT), end == to)) {
                    return false;
                }
                words = true;
            } else if (WITHIN_PASSING.indexOf(signs[at]) < 0) {
                return false;
            } else {
                end++;
            }
            at = end;
        }
        return words;
    }

    private String wordBefore(int bracket) {
        int end = bracket > 0 && signs[bracket - 1] == ' ' ? bracket - 1 : bracket;
        int begin = end;
        while (begin > 0 && end - begin <= LONGEST_CALCULATING && Character.isLetter(signs[begin - 1])) {
            begin--;
        }
        return new String(signs, begin, end - begin).toLowerCase(Locale.ROOT);
    }

    private String wordAfter(int bracket) {
        int begin = bracket + 1 < signs.length && signs[bracket + 1] == ' ' ? bracket + 2 : bracket + 1;
        int end = begin;
        while (end < signs.length && end - begin <= LONGEST_CALCULATING && Character.isLetter(signs[end])) {
            end++;
        }
        return new String(signs, begin, end - begin).toLowerCase(Locale.ROOT);
    }

    /** An article is a letter, too, but not at the end. */
    private static boolean isCalculatedWith(String word, boolean last) {
        boolean letter = word.length() == 1 && !Character.isIdeographic(word.charAt(0));
        return JOINING.contains(word) || CALCULATING.contains(word) || Numbers.isOne(word) || letter && (last || !"ai".contains(word));
    }
}
