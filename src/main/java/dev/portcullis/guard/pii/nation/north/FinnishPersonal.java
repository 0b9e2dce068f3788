package dev.portcullis.guard.pii.nation.north;

import dev.portcullis.guard.pii.check.Dates;
import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The henkilötunnus of Finland: date of birth, a sign of the century, an order from 002 to 899, and a control character by 31. */
public final class FinnishPersonal {

    private FinnishPersonal() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("FI_HETU", Words.of("hetu*", "henkilötunnus*", "personbeteckning*", "finnish id*", "personal identity*"),
                "999999*999X").checked(FinnishPersonal::isValid)
                .bare(.85);
    }

    private static final String CONTROL = "0123456789ABCDEFHJKLMNPRSTUVWXY";

    static boolean isValid(CharSequence value) {
        long order = Digits.number(value, 7, 10);
        long number = Digits.number(value, 0, 6) * 1000 + order;
        return "+-YXWVUABCDEF".indexOf(value.charAt(6)) >= 0 && Dates.isDayMonthYear(value, 0) && order >= 2
                && CONTROL.charAt((int) (number % 31)) == value.charAt(10);
    }
}
