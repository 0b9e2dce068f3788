package dev.portcullis.guard.pii.nation.west;

import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The number of foreigners in Spain: X, Y or Z, which stands for 0, 1 or 2, seven digits, and the letter of the remainder by 23. */
public final class SpanishNie {

    private SpanishNie() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("ES_NIE", Words.of("nie", "extranjer*", "identidad", "documento*"), "A_9999999_A").checked(SpanishNie::isValid)
                .bare(.8);
    }

    static boolean isValid(CharSequence value) {
        int first = "XYZ".indexOf(value.charAt(0));
        return first >= 0 && SpanishNif.letter(first * 10_000_000 + Digits.number(value, 1, 8)) == value.charAt(8);
    }
}
