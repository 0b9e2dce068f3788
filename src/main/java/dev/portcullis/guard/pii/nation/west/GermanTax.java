package dev.portcullis.guard.pii.nation.west;

import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/**
 * The tax identification number of Germany: eleven digits, no 0 in front, one digit twice or three times among the first ten, the last
 * by ISO 7064 MOD 11,10 (BZSt).
 */
public final class GermanTax {

    private GermanTax() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("DE_TAX_ID", Words.of("idnr*", "steuer*", "tax id*", "tin", "identifikationsnummer", "identnummer"),
                "99_999_999_999")
                .checked(GermanTax::isValid).grouped(.6).alone(.6);
    }

    static boolean isValid(CharSequence value) {
        return value.charAt(0) != '0' && Digits.isModulo11And10(value) && isMixed(value);
    }

    private static boolean isMixed(CharSequence value) {
        int[] times = new int[10];
        int most = 0;
        for (int i = 0; i < 10; i++) {
            most = Math.max(most, ++times[Digits.at(value, i)]);
        }
        return most <= 3;
    }
}
