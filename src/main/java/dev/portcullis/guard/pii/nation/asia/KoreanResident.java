package dev.portcullis.guard.pii.nation.asia;

import dev.portcullis.guard.pii.check.Dates;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The resident registration number of Korea: date of birth, sex and century, and, until October 2020, a check digit. */
public final class KoreanResident {

    private KoreanResident() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("KR_RRN", Words.of("rrn", "resident registration*", "korean*", "주민*"), "999999-9999999", "9999999999999")
                .checked(KoreanResident::isPossible)
                .bare(0).alone(.6);
    }

    static boolean isPossible(CharSequence value) {
        return Dates.isYearMonthDay(value, 0) && value.charAt(6) != '9';
    }
}
