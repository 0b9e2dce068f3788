package dev.portcullis.guard.pii.nation.america;

import dev.portcullis.guard.pii.check.Luhn;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The Social Insurance Number of Canada: nine digits by Luhn, 0 and 8 are not given to people. */
public final class CanadianInsurance {

    private CanadianInsurance() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("CA_SIN", Words.of("sin", "social insurance*", "numéro d assurance*", "nas"), "999_999_999")
                .checked(CanadianInsurance::isValid).grouped(.6).alone(.6);
    }

    static boolean isValid(CharSequence value) {
        return value.charAt(0) != '0' && value.charAt(0) != '8' && Luhn.isValid(value);
    }
}
