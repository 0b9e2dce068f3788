package dev.portcullis.guard.pii.money;

import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The routing number of a bank in the United States: nine digits, a multiple of 10 by weights 3, 7 and 1, as its bankers have it. */
public final class UsRouting {

    private UsRouting() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("ABA_ROUTING", Words.of("aba", "routing*", "rtn", "transit*", "bank rout*"), "9999_9999_9")
                .checked(UsRouting::isValid).grouped(.6).alone(.65);
    }

    static boolean isValid(CharSequence value) {
        long first = Digits.number(value, 0, 2);
        boolean district = first <= 12 && first > 0 || first >= 21 && first <= 32 || first >= 61 && first <= 72 || first == 80;
        return district && Digits.weighted(value, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0 && !Digits.isUniform(value);
    }
}
