package dev.portcullis.guard.pii.document;

import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** A passport of the United States: nine digits, or a letter and eight. */
public final class UsPassport {

    private UsPassport() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("US_PASSPORT", Words.of("us passport*", "passport*", "travel document"), "X99999999").alone(0);
    }
}
