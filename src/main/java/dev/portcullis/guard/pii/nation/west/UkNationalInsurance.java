package dev.portcullis.guard.pii.nation.west;

import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;
import java.util.Set;

/**
 * The National Insurance number of the United Kingdom: two letters, six digits, A to D. It has no check digit; some letters are never
 * given (HMRC, NIM39110).
 */
public final class UkNationalInsurance {

    private static final Set<String> NOT_ISSUED = Set.of("BG", "GB", "KN", "NK", "NT", "TN", "ZZ");

    private UkNationalInsurance() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("UK_NINO", Words.of("nino", "ni number", "ni no", "national insurance*", "insurance number"), "AA_99_99_99_A")
                .checked(UkNationalInsurance::isValid).bare(.75);
    }

    static boolean isValid(CharSequence value) {
        return "DFIQUV".indexOf(value.charAt(0)) < 0 && "DFIOQUV".indexOf(value.charAt(1)) < 0 && value.charAt(8) <= 'D'
                && !NOT_ISSUED.contains(value.subSequence(0, 2).toString());
    }
}
