package dev.portcullis.guard.pii.nation.america;

import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The RUT of Chile: seven or eight digits and a check digit by modulus 11, in which K is ten. */
public final class ChileanRut {

    private ChileanRut() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("CL_RUT", Words.of("rut", "run", "rol único*"), "99_999_999_X", "9_999_999_X").checked(ChileanRut::isValid)
                .grouped(.8);
    }

    static boolean isValid(CharSequence value) {
        int sum = 0;
        for (int i = value.length() - 2, weight = 2; i >= 0; i--, weight = weight == 7 ? 2 : weight + 1) {
            sum += Digits.at(value, i) * weight;
        }
        int check = 11 - sum % 11;
        return value.charAt(value.length() - 1) == (check == 11 ? '0' : check == 10 ? 'K' : (char) ('0' + check));
    }
}
