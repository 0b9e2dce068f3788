package dev.portcullis.cache.similar.facts;

import java.util.ArrayList;
import java.util.List;

/**
 * The same signs in the same order: those of arithmetic, emoji, and whatever else is neither a letter nor punctuation. An embedding often
 * takes all that it does not know for one and the same.
 */
final class Signs implements Guard {

    private static final String OF_ARITHMETIC = "+*/^=<>&|~#@\\";

    @Override
    public boolean agree(Wording one, Wording other) {
        return of(one.text()).equals(of(other.text()));
    }

    private static List<Integer> of(String text) {
        int[] signs = text.codePoints().toArray();
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < signs.length; i++) {
            int sign = signs[i];
            boolean minus = (sign == '-' || sign == '−' || sign == '–') && isBeforeDigit(signs, i);
            if (minus || OF_ARITHMETIC.indexOf(sign) >= 0 || isOther(sign)) {
                found.add(minus ? '-' : sign);
            }
        }
        return found;
    }

    private static boolean isBeforeDigit(int[] signs, int at) {
        int next = at + 1 < signs.length && signs[at + 1] == ' ' ? at + 2 : at + 1;
        return next < signs.length && Character.isDigit(signs[next]);
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
