package dev.portcullis.guard.pii.nation.asia;

import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The Tax File Number of Australia: eight or nine digits whose weighted sum is a multiple of 11. */
public final class AustralianTax {

    private AustralianTax() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("AU_TFN", Words.of("tfn", "tax file*"), "999_999_999", "99_999_999").checked(AustralianTax::isValid)
                .alone(.65);
    }

    static boolean isValid(CharSequence value) {
        return value.length() == 9 && Digits.weighted(value, 1, 4, 3, 7, 5, 8, 6, 9, 10) % 11 == 0 && !Digits.isUniform(value);
    }
}
