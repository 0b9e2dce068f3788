package dev.portcullis.guard.pii.nation.asia;

import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The Permanent Account Number of India: five letters, of which the fourth says who it is, four digits, and a letter. */
public final class IndianPan {

    private IndianPan() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("IN_PAN", Words.of("pan", "permanent account*", "income tax*"), "AAAAA9999A")
                .checked(value -> "ABCFGHLJPTKE".indexOf(value.charAt(3)) >= 0)
                .bare(.75).alone(.75);
    }
}
