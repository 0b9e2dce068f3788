package dev.portcullis.guard.pii.nation.north;

import dev.portcullis.guard.pii.check.Dates;
import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The cod numeric personal of Romania: sex and century, date of birth, county, order, and a check digit by modulus 11. */
public final class RomanianPersonal {

    private RomanianPersonal() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("RO_CNP", Words.of("cnp", "cod numeric*", "numeric personal"), "9999999999999")
                .checked(RomanianPersonal::isValid);
    }

    static boolean isValid(CharSequence value) {
        int check = Digits.weighted(value, 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9) % 11;
        return value.charAt(0) != '0' && Dates.isYearMonthDay(value, 1) && (check == 10 ? 1 : check) == Digits.last(value);
    }
}
