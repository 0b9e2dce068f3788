package dev.portcullis.guard.pii.nation.asia;

import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The identity card of Taiwan: a letter of the county, 1 or 2, seven digits and a check digit by modulus 10. */
public final class TaiwaneseId {

    private TaiwaneseId() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("TW_ID", Words.of("身分證*", "taiwan*", "national id*"), "A999999999").checked(TaiwaneseId::isValid);
    }

    private static final String COUNTIES = "ABCDEFGHJKLMNPQRSTUVXYWZIO";

    static boolean isValid(CharSequence value) {
        int county = COUNTIES.indexOf(value.charAt(0)) + 10;
        int sum = county / 10 + county % 10 * 9 + Digits.last(value);
        for (int i = 1; i < 9; i++) {
            sum += Digits.at(value, i) * (9 - i);
        }
        return sum % 10 == 0 && "1289".indexOf(value.charAt(1)) >= 0;
    }
}
