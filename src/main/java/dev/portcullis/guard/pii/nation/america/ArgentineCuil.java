package dev.portcullis.guard.pii.nation.america;

import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The CUIL or CUIT of Argentina: a kind, the number of the identity card, and a check digit by modulus 11. */
public final class ArgentineCuil {

    private ArgentineCuil() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("AR_CUIL", Words.of("cuil*", "cuit*"), "99_99999999_9").checked(ArgentineCuil::isValid).grouped(.8);
    }

    static boolean isValid(CharSequence value) {
        int check = 11 - Digits.weighted(value, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11;
        return (value.charAt(0) == '2' || value.charAt(0) == '3') && (check == 11 ? 0 : check == 10 ? 9 : check) == Digits.last(value);
    }
}
