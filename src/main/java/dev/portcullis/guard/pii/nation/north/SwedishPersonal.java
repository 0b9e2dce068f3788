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

    static boolean isValid(String value) {
        String digits = value.replace("+", "");
        String last = digits.substring(digits.length() - 10);
        long day = Digits.number(last, 4, 6);
        boolean century = digits.length() == 10 || digits.startsWith("18") || digits.startsWith("19") || digits.startsWith("20");
        return century && Dates.isDay(Digits.number(last, 2, 4), day > 60 ? day - 60 : day) && Luhn.isValid(last);
    }
}
