package dev.portcullis.guard.pii.nation.north;

import dev.portcullis.guard.pii.check.Dates;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The CPR number of Denmark: date of birth and four digits. Its check by modulus 11 was given up in 2007, so a word must be near. */
public final class DanishPersonal {

    private DanishPersonal() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("DK_CPR", Words.of("cpr*", "personnummer*", "danish id*"), "999999_9999")
                .checked(value -> Dates.isDayMonthYear(value, 0));
    }
}
