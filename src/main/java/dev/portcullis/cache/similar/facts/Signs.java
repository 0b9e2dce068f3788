package dev.portcullis.cache.similar.facts;

import java.util.ArrayList;
import java.util.List;

/**
 * The same signs in the same order: those of arithmetic and code, emoji, and whatever else is neither a letter nor punctuation. An embedding
 * often takes all that it does not know for one and the same. Brackets, and exclamation marks after what can be calculated with, are told
 * from those of prose, and have with them what they stand next to.
 */
final class Signs implements Guard {

    private static final String OF_ARITHMETIC = "+*/^=<>&|~#@\\·‰⌊⌋⌈⌉⟨⟩";
    private static final String CLOSING = ")]}";

    @Override
    public boolean agree(Wording one, Wording other) {
        return of(one).equals(of(other));
    }

    private static List<String> of(Wording wording) {
        return new Reading(wording.text().codePoints().toArray()).found();
    }

    private static final class Reading {

        private final int[] signs;
        private final boolean[] brackets;
        private final List<String> found = new ArrayList<>();
        /** Where the last exclamation mark that counts stands. */
        private int exclaimed = -1;

        Reading(int[] signs) {
            this.signs = signs;
            this.brackets = Brackets.counting(signs);
        }

        List<String> found() {
            for (int i = 0; i < signs.length; i++) {
                int sign = signs[i];
                if (brackets[i]) {
                    boolean closes = CLOSING.indexOf(sign) >= 0;
                    found.add(before(i, closes) + Character.toString(sign) + after(i, !closes));
                } else if (sign == '!' && isCalculatedWith(i)) {
                    exclaimed = i;
                    found.add(before(i, true) + '!');
                } else if ((sign == '-' || sign == '−' || sign == '–') && isMinus(i)) {
                    found.add("-");
                } else if (OF_ARITHMETIC.indexOf(sign) >= 0 || isOther(sign)) {
                    found.add(Character.toString(sign));
                }
            }
            return found;
        }

        private boolean isCalculatedWith(int at) {
            int next = at + 1 < signs.length ? signs[at + 1] : ' ';
            return next == '=' || next < 128 && Character.isLetterOrDigit(next) || at + 1 < signs.length && brackets[at + 1]
                    || at > 0 && exclaimed == at - 1 || isOperand(at > 0 && signs[at - 1] == ' ' ? at - 2 : at - 1);
        }

        private boolean isMinus(int at) {
            int next = at + 1 < signs.length && signs[at + 1] == ' ' ? at + 2 : at + 1;
            if (next >= signs.length) {
                return false;
            }
            boolean begins = brackets[next] || isLetterAlone(next);
            return Character.isDigit(signs[next]) || begins && isOperand(at > 0 && signs[at - 1] == ' ' ? at - 2 : at - 1);
        }

        private boolean isOperand(int at) {
            return at >= 0 && (Character.isDigit(signs[at]) || brackets[at] && CLOSING.indexOf(signs[at]) >= 0 || at == exclaimed || isLetterAlone(at));
        }

        private boolean isLetterAlone(int at) {
            return Character.isLetter(signs[at]) && !Character.isIdeographic(signs[at]) && (at == 0 || !isOfWord(signs[at - 1]))
                    && (at + 1 == signs.length || !isOfWord(signs[at + 1]));
        }

        /** The word that ends here. @param overSpaces whether there may be some between */
        private String before(int at, boolean overSpaces) {
            int to = at;
            while (overSpaces && to > 0 && signs[to - 1] == ' ') {
                to--;
            }
            int from = to;
            while (from > 0 && isOfWord(signs[from - 1])) {
                from--;
            }
            return new String(signs, from, to - from);
        }

        private String after(int at, boolean overSpaces) {
            int from = at + 1;
            while (overSpaces && from < signs.length && signs[from] == ' ') {
                from++;
            }
            int to = from;
            while (to < signs.length && isOfWord(signs[to])) {
                to++;
            }
            return new String(signs, from, to - from);
        }

        private static boolean isOfWord(int sign) {
            return Character.isLetterOrDigit(sign) || sign == '_' || sign == '\'';
        }
    }

    private static boolean isOther(int sign) {
        return switch (Character.getType(sign)) {
            case Character.OTHER_SYMBOL -> sign != '°';
            case Character.MATH_SYMBOL, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED, Character.OTHER_NUMBER -> true;
            case Character.CURRENCY_SYMBOL -> "$€£¥₹".indexOf(sign) < 0;
            default -> false;
        };
    }
}
