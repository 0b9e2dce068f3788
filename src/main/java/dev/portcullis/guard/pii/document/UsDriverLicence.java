package dev.portcullis.guard.pii.document;

import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** A driver's licence of the states of the USA, which each have their own form. A word must be near. */
public final class UsDriverLicence {

    private static final int FEWEST_DIGITS = 6;

    private UsDriverLicence() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("US_DRIVER_LICENSE", Words.of("driver licen*", "drivers licen*", "driver's licen*", "drivers* licen*",
                "driving licen*", "licen*", "dl", "dl number", "dl#", "permit"), "A9999_99999_99999", "A999_999_999_999", "A99999999999999",
                "A999999999999", "A9999999999", "A999999999", "A99999999", "A9999999", "A999999", "AA999999A", "AA9999999", "AA999999",
                "9999_99_9999", "999_99_9999", "99_999_999", "999_999_999", "99AAA99999", "9999999A", "999999999999", "9999999999",
                "9999999", "X9999999999999")
                .checked(UsDriverLicence::hasDigits);
    }

    private static boolean hasDigits(CharSequence value) {
        int digits = 0;
        for (int i = 0; i < value.length(); i++) {
            digits += Character.isDigit(value.charAt(i)) ? 1 : 0;
        }
        return digits >= FEWEST_DIGITS;
    }
}
