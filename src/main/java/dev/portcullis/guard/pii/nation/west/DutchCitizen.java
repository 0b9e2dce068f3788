package dev.portcullis.guard.pii.nation.west;

import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The burgerservicenummer: nine digits whose weighted sum is a multiple of 11. */
public final class DutchCitizen {

    private DutchCitizen() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("NL_BSN", Words.of("bsn", "burgerservice*", "sofi*", "citizen service*"), "9999_99_999", "999_999_999")
                .checked(DutchCitizen::isValid);
    }

    static boolean isValid(CharSequence value) {
        return (Digits.weighted(value, 9, 8, 7, 6, 5, 4, 3, 2) - Digits.last(value)) % 11 == 0 && !Digits.isUniform(value);
    }
}
