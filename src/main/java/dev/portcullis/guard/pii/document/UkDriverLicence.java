package dev.portcullis.guard.pii.document;

import dev.portcullis.guard.pii.check.Dates;
import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/**
 * A driving licence of the United Kingdom: five places of the name, date of birth with 50 added to a woman's month, initials, check
 * characters.
 */
public final class UkDriverLicence {

    private UkDriverLicence() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("UK_DRIVER_LICENCE", Words.of("driving licen*", "licen*", "dvla"), "XXXXX_999999_XXXXX", "XXXXX_999999_XXX_AA")
                .checked(UkDriverLicence::isPossible).bare(.6);
    }

    static boolean isPossible(CharSequence value) {
        return Character.isLetter(value.charAt(0)) && Dates.isDay(Digits.number(value, 6, 8) % 50, Digits.number(value, 8, 10));
    }
}
