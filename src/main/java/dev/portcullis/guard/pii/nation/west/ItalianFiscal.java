package dev.portcullis.guard.pii.nation.west;

import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/**
 * The codice fiscale: six letters of names, year, month and day of birth, the place, and a control letter. Where two people would have
 * the same one, letters stand for digits (Decreto 23 December 1976).
 */
public final class ItalianFiscal {

    private ItalianFiscal() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("IT_FISCAL_CODE", Words.of("codice fiscale", "fiscale", "fiscal", "cf"), "AAA_AAA_XXA_XX_AXXX_A")
                .checked(ItalianFiscal::isPossible).bare(.8);
    }

    private static final String MONTHS = "ABCDEHLMPRST";
    private static final String STAND_INS = "LMNPQRSTUV";
    private static final int[] ODD = {1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};

    /** The shape alone is so rare that a wrong control letter, which people mistype, is let pass. */
    static boolean isPossible(CharSequence value) {
        for (int i : new int[] {6, 7, 9, 10, 12, 13, 14}) {
            if (Character.isLetter(value.charAt(i)) && STAND_INS.indexOf(value.charAt(i)) < 0) {
                return false;
            }
        }
        return MONTHS.indexOf(value.charAt(8)) >= 0;
    }

    static boolean isValid(CharSequence value) {
        int sum = 0;
        for (int i = 0; i < 15; i++) {
            char c = value.charAt(i);
            int place = Character.isDigit(c) ? c - '0' : c - 'A';
            sum += i % 2 == 0 ? ODD[place] : place;
        }
        return isPossible(value) && value.charAt(15) == 'A' + sum % 26;
    }
}
