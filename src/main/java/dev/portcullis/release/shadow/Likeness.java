package dev.portcullis.release.shadow;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** How alike two texts are. Takes time and memory in proportion to their length. */
final class Likeness {

    private Likeness() {
    }

    /** Whether they are the same, however white space is spread between the rest. */
    static boolean same(String one, String other) {
        return words(one).equals(words(other));
    }

    /**
     * Sørensen's and Dice's coefficient of the two bags of words, 2 |A ∩ B| / (|A| + |B|), where a word is a run of letters and digits, or
     * any other character that is not white space. A word that is there twice counts twice.
     *
     * @return 1 of two texts without words
     * @see "Dice, Measures of the amount of ecologic association between species, Ecology 26(3), 1945"
     */
    static double overlap(String one, String other) {
        Map<String, int[]> bag = new HashMap<>();
        int[] counts = new int[3];
        each(one, word -> {
            bag.computeIfAbsent(word, none -> new int[1])[0]++;
            counts[0]++;
        });
        each(other, word -> {
            counts[1]++;
            int[] left = bag.get(word);
            if (left != null && left[0] > 0) {
                left[0]--;
                counts[2]++;
            }
        });
        return counts[0] + counts[1] == 0 ? 1 : 2.0 * counts[2] / (counts[0] + counts[1]);
    }

    private static void each(String text, Consumer<String> word) {
        int begin = -1;
        for (int at = 0; at < text.length();) {
            int point = text.codePointAt(at);
            int next = at + Character.charCount(point);
            if (Character.isLetterOrDigit(point)) {
                begin = begin < 0 ? at : begin;
            } else {
                if (begin >= 0) {
                    word.accept(text.substring(begin, at));
                    begin = -1;
                }
                if (!Character.isWhitespace(point)) {
                    word.accept(text.substring(at, next));
                }
            }
            at = next;
        }
        if (begin >= 0) {
            word.accept(text.substring(begin));
        }
    }

    private static String words(String text) {
        StringBuilder words = new StringBuilder(text.length());
        boolean gap = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                gap = true;
            } else {
                if (gap && !words.isEmpty()) {
                    words.append(' ');
                }
                gap = false;
                words.append(c);
            }
        }
        return words.toString();
    }
}
