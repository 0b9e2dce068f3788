package dev.portcullis.guard.pii.nation.america;

import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The CPF of Brazil: nine digits and two check digits by modulus 11. */
public final class BrazilianCpf {

    private BrazilianCpf() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("BR_CPF", Words.of("cpf*", "cadastro de pessoa*", "contribuinte"), "999_999_999_99")
                .checked(BrazilianCpf::isValid).grouped(.85).alone(.7);
    }

    static boolean isValid(CharSequence value) {
        int first = Digits.weighted(value, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10;
        int second = Digits.weighted(value, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10;
        return first == Digits.at(value, 9) && second == Digits.at(value, 10) && !Digits.isUniform(value);
    }
}
