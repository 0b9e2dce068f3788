package dev.portcullis.guard.pii.nation.asia;

import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The identity number of Thailand: thirteen digits, the last by modulus 11. */
public final class ThaiId {

    private ThaiId() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("TH_ID", Words.of("thai id*", "thai national*", "บัตรประชาชน*", "เลขประจำตัวประชาชน*"), "9_9999_99999_99_9")
                .checked(ThaiId::isValid).grouped(.85);
    }

    static boolean isValid(CharSequence value) {
        return value.charAt(0) != '0'
                && (11 - Digits.weighted(value, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 10 == Digits.last(value);
    }
}
