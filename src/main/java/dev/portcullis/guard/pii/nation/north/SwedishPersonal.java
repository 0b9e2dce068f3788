package dev.portcullis.guard.pii.nation.north;

import dev.portcullis.guard.pii.check.Dates;
import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.check.Luhn;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/**
 * The personnummer of Sweden: date of birth, in two or four digits of the year, {@code +} for who is over a hundred, three digits and
 * Luhn's. For a samordningsnummer 60 is added to the day.
 */
public final class SwedishPersonal {

    private SwedishPersonal() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("SE_PERSONNUMMER", Words.of("personnummer*", "samordningsnummer*", "swedish id*", "personal identity*",
                "pnr"), "999999_9999", "99999999_9999", "999999+9999",
                "99999999+9999").checked(SwedishPersonal::isValid).bare(.5).grouped(.75);
    }

    static boolean isValid(CharSequence value) {
        int from = value.length() - 10;
        long century = Digits.number(value, 0, from);
        long day = Digits.number(value, from + 4, from + 6);
        return (from == 0 || century >= 18 && century <= 20)
                && Dates.isDay(Digits.number(value, from + 2, from + 4), day > 60 ? day - 60 : day) && Luhn.isValid(value, from);
    }
}
