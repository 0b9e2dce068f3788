package dev.portcullis.guard.pii.nation.west;

import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The NHS number of England, Wales and the Isle of Man: ten digits, the last by modulus 11. */
public final class UkNationalHealth {

    private UkNationalHealth() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("UK_NHS", Words.of("nhs*", "patient*", "health service", "national health*"), "999_999_9999")
                .checked(UkNationalHealth::isValid)
                .grouped(.5).alone(.55);
    }

    static boolean isValid(CharSequence value) {
        int check = 11 - Digits.weighted(value, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        return (check == 11 ? 0 : check) == Digits.last(value) && !Digits.isUniform(value);
    }
}
