package dev.portcullis.guard.pii.nation.america;

import dev.portcullis.guard.pii.check.Luhn;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The National Provider Identifier of who heals in the United States: ten digits, Luhn's check with 80840 in front (CMS). */
public final class UsProvider {

    private UsProvider() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("US_NPI", Words.of("npi*", "national provider*", "provider*"), "9999999999").checked(UsProvider::isValid)
                .alone(.6);
    }

    static boolean isValid(CharSequence value) {
        return value.charAt(0) <= '2' && value.charAt(0) >= '1' && Luhn.isValid("80840" + value);
    }
}
