package dev.portcullis.guard.pii.nation.west;

import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The number of Spanish citizens: eight digits and the letter that their remainder by 23 gives. */
public final class SpanishNif {

    private SpanishNif() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("ES_NIF", Words.of("nif", "dni", "documento*", "identidad", "identificaci*"), "99999999_A", "99_999_999_A")
                .checked(SpanishNif::isValid).bare(.8);
    }

    private static final String LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";

    static boolean isValid(CharSequence value) {
        return letter(Digits.number(value, 0, 8)) == value.charAt(8);
    }

    /** The one that belongs to eight digits. */
    static char letter(long number) {
        return LETTERS.charAt((int) (number % 23));
    }
}
