package dev.portcullis.guard.pii.nation.america;

import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The CNPJ of firms in Brazil, which for one person's firm is theirs: twelve digits and two check digits by modulus 11. */
public final class BrazilianCnpj {

    private BrazilianCnpj() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("BR_CNPJ", Words.of("cnpj*"), "99_999_999/9999_99", "99999999999999").checked(BrazilianCnpj::isValid).bare(0)
                .grouped(.85);
    }

    static boolean isValid(CharSequence value) {
        int first = Digits.weighted(value, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        int second = Digits.weighted(value, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        return (first < 2 ? 0 : 11 - first) == Digits.at(value, 12) && (second < 2 ? 0 : 11 - second) == Digits.at(value, 13)
                && !Digits.isUniform(value);
    }
}
