package dev.portcullis.guard.pii.nation.west;

import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/**
 * The numéro d'inscription au répertoire of France: sex, year, month, place, order, and 97 minus the remainder by 97; 2A and 2B are
 * Corsica.
 */
public final class FrenchInsee {

    private FrenchInsee() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("FR_NIR", Words.of("nir", "insee", "secu*", "sécu*", "numéro de s*", "carte vitale", "social*"),
                "9_99_99_9X_999_999_99").checked(FrenchInsee::isValid)
                .bare(.75);
    }

    static boolean isValid(CharSequence value) {
        char sex = value.charAt(0);
        long month = Digits.number(value, 3, 5);
        if ("12378".indexOf(sex) < 0 || month == 0 || month > 12 && month < 20 || month > 42 && month < 50) {
            return false;
        }
        char corsica = value.charAt(6);
        if (Character.isLetter(corsica) && (value.charAt(5) != '2' || corsica > 'B')) {
            return false;
        }
        long department = corsica == 'A' ? 19 : corsica == 'B' ? 18 : Digits.number(value, 5, 7);
        long number = (Digits.number(value, 0, 5) * 100 + department) * 1_000_000 + Digits.number(value, 7, 13);
        return 97 - number % 97 == Digits.number(value, 13, 15);
    }
}
