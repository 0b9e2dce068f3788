package dev.portcullis.guard.pii.nation.asia;

import dev.portcullis.guard.pii.check.Dates;
import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The resident identity number of China: place, date of birth, order, and a check character by ISO 7064 MOD 11-2. */
public final class ChineseResident {

    private ChineseResident() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("CN_ID", Words.of("身份证*", "resident identity*", "id card*"), "99999999999999999X")
                .checked(ChineseResident::isValid).bare(.85);
    }

    static boolean isValid(CharSequence value) {
        int sum = Digits.weighted(value, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2);
        long year = Digits.number(value, 6, 10);
        return year >= 1900 && year < 2100 && Dates.isYearMonthDay(value, 8) && "10X98765432".charAt(sum % 11) == value.charAt(17);
    }
}
