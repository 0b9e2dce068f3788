package dev.portcullis.guard.pii.nation.west;

import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The AHV number of Switzerland: 756, nine digits, and the check digit of an EAN-13. */
public final class SwissInsured {

    private SwissInsured() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("CH_AHV", Words.of("ahv*", "avs*", "oasi*", "sozialversicherung*"), "756_9999_9999_99")
                .checked(SwissInsured::isValid).bare(.85);
    }

    static boolean isValid(CharSequence value) {
        return Digits.weighted(value, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1) % 10 == 0;
    }
}
