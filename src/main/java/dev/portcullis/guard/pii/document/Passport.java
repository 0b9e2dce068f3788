package dev.portcullis.guard.pii.document;

import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** A passport of any other state: up to two letters and seven digits, in the forms that most states use. */
public final class Passport {

    private Passport() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("PASSPORT", Words.of("passport*", "reisepass*", "passeport*", "pasaporte*", "passaporto*", "paspoort*",
                "passnummer*"), "AA_9999999", "A_99999999", "A_9999999", "99AA99999", "AA999AA99", "AA999999", "AXXXXXXX9", "AAA999999",
                "AA99999999", "99999999");
    }
}
