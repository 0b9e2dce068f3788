package dev.portcullis.guard.pii.nation.west;

import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The número de identificação fiscal of Portugal: nine digits, the last by modulus 11. */
public final class PortugueseTax {

    private PortugueseTax() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("PT_NIF", Words.of("nif", "contribuinte", "nipc", "identificação fiscal"), "999_999_999")
                .checked(PortugueseTax::isValid);
    }

    static boolean isValid(CharSequence value) {
        int check = 11 - Digits.weighted(value, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        return (check > 9 ? 0 : check) == Digits.last(value) && "1235689".indexOf(value.charAt(0)) >= 0;
    }
}
