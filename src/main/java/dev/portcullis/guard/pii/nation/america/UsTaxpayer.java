package dev.portcullis.guard.pii.nation.america;

import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/**
 * The Individual Taxpayer Identification Number of the United States: 9 in front, and groups that the IRS gives. It has no check
 * digit.
 */
public final class UsTaxpayer {

    private UsTaxpayer() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("US_ITIN", Words.of("itin", "taxpayer*", "tax id*", "tax payer*", "individual taxpayer*"), "999_99_9999")
                .checked(UsTaxpayer::isValid).grouped(.85);
    }

    static boolean isValid(CharSequence value) {
        long group = Digits.number(value, 3, 5);
        return value.charAt(0) == '9' && (group >= 50 && group <= 65 || group >= 70 && group <= 88 || group >= 90 && group <= 92
                || group >= 94);
    }
}
