package dev.portcullis.guard.pii.nation.north;

import dev.portcullis.guard.pii.check.Dates;
import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The fødselsnummer of Norway: date of birth, three digits, and two check digits by modulus 11; 40 is added to the day for a D-nummer. */
public final class NorwegianBirth {

    private NorwegianBirth() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("NO_FNR", Words.of("fødselsnummer*", "fodselsnummer*", "fnr", "personnummer*", "norwegian id*", "d nummer"),
                "999999_99999").checked(NorwegianBirth::isValid)
                .bare(.6);
    }

    static boolean isValid(CharSequence value) {
        long day = Digits.number(value, 0, 2);
        return Dates.isDay(Digits.number(value, 2, 4) % 40, day > 40 ? day - 40 : day)
                && Digits.weighted(value, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1) % 11 == 0
                && Digits.weighted(value, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
    }
}
