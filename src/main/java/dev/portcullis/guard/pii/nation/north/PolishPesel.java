package dev.portcullis.guard.pii.nation.north;

import dev.portcullis.guard.pii.check.Dates;
import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The PESEL of Poland: date of birth, the century in its month, order and sex, and a check digit. */
public final class PolishPesel {

    private PolishPesel() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("PL_PESEL", Words.of("pesel*"), "99999999999").checked(PolishPesel::isValid).bare(.55);
    }

    static boolean isValid(CharSequence value) {
        long month = Digits.number(value, 2, 4) % 20;
        return Dates.isDay(month, Digits.number(value, 4, 6)) && Digits.weighted(value, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1) % 10 == 0;
    }
}
