package dev.portcullis.cache.similar.facts;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** A question, cut into words. Immutable. */
public final class Wording {

    /** Longer questions are not compared: what decides on their answer is lost among what does not. */
    public static final int MOST_CHARACTERS = 1000;

    /**
     * @param text   as it is written
     * @param lower  the same in small letters, without an English {@code 's} and without an elided article before it
     * @param number whether it begins with a digit: then it has nothing but digits with single points, commas or colons between them
     * @param opens  whether a sentence begins with it
     * @param glued  whether it follows a number without a space
     */
    record Word(String text, String lower, boolean number, boolean opens, boolean glued) {
    }

    /** Signs that are read out as words. */
    private static final String SPOKEN_SIGNS = "%$€£¥₹°";
    private static final String[] SPOKEN = {"percent", "dollar", "euro", "pound", "yen", "rupee", "degree"};

    private static final String ALSO_HIGH = "¹²³ʰʲʳʷʸˡˢˣ";

    private final String text;
    private final String lower;
    private final List<Word> words;
    private final Set<String> lowerWords = new HashSet<>();

    private Wording(String text) {
        this.text = text;
        this.lower = text.toLowerCase(Locale.ROOT);
        this.words = List.copyOf(new Cutting(text).words());
        words.forEach(word -> lowerWords.add(word.lower));
    }

    public static Wording of(String question) {
        return new Wording(western(Normalizer.normalize(powers(question), Normalizer.Form.NFKC).replace('’', '\'').replace('ʼ', '\'')));
    }

    /**
     * What is set high or low becomes plain by NFKC: what is raised to a power, and a number's base, must not look like a longer number.
     * What is low behind a letter is a part of its name.
     */
    private static String powers(String text) {
        StringBuilder powers = new StringBuilder(text.length());
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            if (isHigh(sign) && !isHigh(before)) {
                powers.append('^');
            } else if (isLow(sign) && !isLow(before) && !Character.isLetter(before)) {
                powers.append('_');
            }
            powers.append(sign);
            before = sign;
        }
        return powers.toString();
    }

    /** Letters that are set high are mostly those of phonetics. */
    private static boolean isHigh(char sign) {
        return sign >= '\u2070' && sign <= '\u207f' || ALSO_HIGH.indexOf(sign) >= 0
                || sign >= '\u1d2c' && sign <= '\u1dbf' && Character.getType(sign) == Character.MODIFIER_LETTER && !isLow(sign);
    }

    private static boolean isLow(char sign) {
        return sign >= '\u2080' && sign <= '\u209c' || sign >= '\u1d62' && sign <= '\u1d6a';
    }

    /** The digits of other scripts, which NFKC leaves as they are, as those that numbers are compared by. */
    private static String western(String text) {
        if (text.codePoints().noneMatch(sign -> sign > '9' && Character.isDigit(sign))) {
            return text;
        }
        StringBuilder western = new StringBuilder(text.length());
        text.codePoints().forEach(sign -> western.appendCodePoint(Character.isDigit(sign) ? '0' + Character.digit(sign, 10) : sign));
        return western.toString();
    }

    /** In Unicode's normal form KC, with straight apostrophes and western digits. */
    String text() {
        return text;
    }

    String lower() {
        return lower;
    }

    List<Word> words() {
        return words;
    }

    /** Whether the word, in small letters, is one of the question's. */
    boolean has(String word) {
        return lowerWords.contains(word);
    }

    /** What the words mean to a guard that knows only some of them, in their order; the others are left out. */
    static List<String> known(List<Word> words, Function<Word, String> meaning) {
        return words.stream().map(meaning).filter(Objects::nonNull).toList();
    }

    /** One pass over the text. */
    private static final class Cutting {

        private final String text;
        private final List<Word> words = new ArrayList<>();
        private boolean opens = true;
        private int afterNumber = -1;

        Cutting(String text) {
            this.text = text;
        }

        List<Word> words() {
            int at = 0;
            while (at < text.length()) {
                int sign = text.codePointAt(at);
                if (digit(at)) {
                    at = number(at);
                } else if (Character.isLetter(sign)) {
                    at = letters(at);
                } else {
                    other(sign);
                    at += Character.charCount(sign);
                }
            }
            return words;
        }

        private int number(int from) {
            int to = from + 1;
            while (to < text.length() && (digit(to) || ".,:".indexOf(text.charAt(to)) >= 0 && to + 1 < text.length() && digit(to + 1))) {
                to++;
            }
            String number = text.substring(from, to);
            words.add(new Word(number, number, true, opens, false));
            opens = false;
            afterNumber = to;
            return to;
        }

        private int letters(int from) {
            int to = from;
            while (to < text.length()) {
                int sign = text.codePointAt(to);
                boolean inside = Character.isLetter(sign) || Character.getType(sign) == Character.NON_SPACING_MARK || digit(to) && from != afterNumber
                        || sign == '\'' && to + 1 < text.length() && Character.isLetter(text.codePointAt(to + 1));
                if (!inside) {
                    break;
                }
                to += Character.charCount(sign);
            }
            String word = text.substring(from, to);
            words.add(new Word(word, bare(word.toLowerCase(Locale.ROOT)), false, opens, from == afterNumber));
            opens = false;
            return to;
        }

        private static String bare(String lower) {
            String word = lower.endsWith("'s") ? lower.substring(0, lower.length() - 2) : lower;
            int apostrophe = word.indexOf('\'');
            // What is left of "n'est" must still say no.
            if (apostrophe == 1 && word.charAt(0) == 'n') {
                return "ne";
            }
            return apostrophe == 1 || apostrophe == 2 ? word.substring(apostrophe + 1) : word;
        }

        private void other(int sign) {
            int spoken = SPOKEN_SIGNS.indexOf(sign);
            if (spoken >= 0) {
                words.add(new Word(SPOKEN[spoken], SPOKEN[spoken], false, false, false));
                opens = false;
            } else if (".!?:;\n…。！？¿¡•".indexOf(sign) >= 0) {
                opens = true;
            }
        }

        private boolean digit(int at) {
            char c = text.charAt(at);
            return c >= '0' && c <= '9';
        }
    }
}
