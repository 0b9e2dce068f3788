package dev.portcullis.guard.pii.nation.asia;

import dev.portcullis.guard.pii.check.Dates;
import dev.portcullis.guard.pii.check.Luhn;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The identity number of South Africa: date of birth, sex, citizenship, and Luhn's check digit. */
public final class SouthAfricanId {

    private SouthAfricanId() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("ZA_ID", Words.of("south african id*", "sa id*", "rsa id*", "id number", "identity number",
                "identity document"), "999999_9999_999").checked(SouthAfricanId::isValid)
                .alone(.6);
    }

    static boolean isValid(CharSequence value) {
        return Dates.isYearMonthDay(value, 0) && value.charAt(10) <= '2' && Luhn.isValid(value);
    }
}
