package dev.portcullis.guard.pii.nation.north;

import dev.portcullis.guard.pii.check.Dates;
import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The EGN of Bulgaria: date of birth, 20 or 40 added to the month for other centuries, and a check digit by modulus 11. */
public final class BulgarianCitizen {

    private BulgarianCitizen() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("BG_EGN", Words.of("egn", "егн", "единен граждански*"), "9999999999").checked(BulgarianCitizen::isValid);
    }

    static boolean isValid(CharSequence value) {
        return Dates.isDay(Digits.number(value, 2, 4) % 20, Digits.number(value, 4, 6))
                && Digits.weighted(value, 2, 4, 8, 5, 10, 9, 7, 3, 6) % 11 % 10 == Digits.last(value);
    }
}
