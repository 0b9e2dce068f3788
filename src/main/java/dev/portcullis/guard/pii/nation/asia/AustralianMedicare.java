package dev.portcullis.guard.pii.nation.asia;

import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The Medicare number of Australia: 2 to 6 in front, a check digit in the ninth place, the issue, perhaps a person's line. */
public final class AustralianMedicare {

    private AustralianMedicare() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("AU_MEDICARE", Words.of("medicare*"), "9999_99999_9_9", "9999_99999_9").checked(AustralianMedicare::isValid)
                .grouped(.5).alone(.7);
    }

    static boolean isValid(CharSequence value) {
        return value.charAt(0) >= '2' && value.charAt(0) <= '6'
                && Digits.weighted(value, 1, 3, 7, 9, 1, 3, 7, 9) % 10 == Digits.at(value, 8);
    }
}
