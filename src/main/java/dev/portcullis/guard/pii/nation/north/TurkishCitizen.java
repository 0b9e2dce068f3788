package dev.portcullis.guard.pii.nation.north;

import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The T.C. Kimlik No of Turkey: eleven digits, the last two of which are sums of the others. */
public final class TurkishCitizen {

    private TurkishCitizen() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("TR_TCKN", Words.of("tc kimlik*", "tckn", "kimlik*", "t c kimlik*", "turkish id*"), "99999999999")
                .checked(TurkishCitizen::isValid).alone(.6);
    }

    static boolean isValid(CharSequence value) {
        int odd = Digits.weighted(value, 1, 0, 1, 0, 1, 0, 1, 0, 1);
        int even = Digits.weighted(value, 0, 1, 0, 1, 0, 1, 0, 1);
        return value.charAt(0) != '0' && Math.floorMod(odd * 7 - even, 10) == Digits.at(value, 9)
                && (odd + even + Digits.at(value, 9)) % 10 == Digits.last(value);
    }
}
