package dev.portcullis.guard.pii.nation.west;

import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The rijksregisternummer: date of birth, order, and 97 minus the remainder by 97, for who was born since 2000 with a 2 in front. */
public final class BelgianNational {

    private BelgianNational() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("BE_NRN", Words.of("rijksregister*", "registre national", "national register*", "nationaal nummer",
                "numéro national", "insz", "niss", "nrn"), "99_99_99_999_99").checked(BelgianNational::isValid).grouped(.85);
    }

    static boolean isValid(CharSequence value) {
        long check = Digits.number(value, 9, 11);
        long number = Digits.number(value, 0, 9);
        return Digits.number(value, 2, 4) <= 12 && (97 - number % 97 == check || 97 - (2_000_000_000L + number) % 97 == check);
    }
}
