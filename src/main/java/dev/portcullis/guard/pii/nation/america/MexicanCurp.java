package dev.portcullis.guard.pii.nation.america;

import dev.portcullis.guard.pii.check.Dates;
import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The CURP of Mexico: letters of names, date of birth, sex, state, consonants, and a check digit by modulus 10. */
public final class MexicanCurp {

    private MexicanCurp() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("MX_CURP", Words.of("curp*"), "AAAA999999AAAAAAX9").checked(MexicanCurp::isValid).bare(.9);
    }

    private static final String ORDER = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ";

    static boolean isValid(CharSequence value) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += ORDER.indexOf(value.charAt(i)) * (18 - i);
        }
        return Dates.isYearMonthDay(value, 4) && (10 - sum % 10) % 10 == Digits.last(value);
    }
}
