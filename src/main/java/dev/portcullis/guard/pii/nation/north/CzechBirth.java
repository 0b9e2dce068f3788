package dev.portcullis.guard.pii.nation.north;

import dev.portcullis.guard.pii.check.Dates;
import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The rodné číslo of Czechia and Slovakia: date of birth, 50 added to a woman's month, and four digits that make it a multiple of 11. */
public final class CzechBirth {

    private CzechBirth() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("CZ_BIRTH_NUMBER", Words.of("rodné*", "rodne*", "birth number", "rc", "rč"), "999999/9999", "9999999999")
                .checked(CzechBirth::isValid).bare(0);
    }

    static boolean isValid(CharSequence value) {
        long month = Digits.number(value, 2, 4) % 50;
        return Dates.isDay(month > 20 ? month - 20 : month, Digits.number(value, 4, 6)) && Digits.number(value, 0, 10) % 11 == 0;
    }
}
