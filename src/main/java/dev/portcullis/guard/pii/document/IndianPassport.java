package dev.portcullis.guard.pii.document;

import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** A passport of India: a letter, and seven digits of which the first and the last are not 0. */
public final class IndianPassport {

    private IndianPassport() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("IN_PASSPORT", Words.of("indian passport*", "passport*"), "A9_99999_9")
                .checked(value -> "QXZ".indexOf(value.charAt(0)) < 0 && value.charAt(1) != '0' && value.charAt(7) != '0').alone(.55);
    }
}
