package dev.portcullis.guard.pii.nation.america;

import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/**
 * The Social Security number of the United States: area, group and serial, none of them zeros; 666 and 900 to 999 are no areas (SSA).
 * It has no check digit.
 */
public final class UsSocialSecurity {

    private UsSocialSecurity() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("US_SSN", Words.of("ssn*", "social security*", "social", "ss number", "ss#", "soc sec*", "ssa"), "999_99_9999")
                .checked(UsSocialSecurity::isValid)
                .grouped(.85);
    }

    static boolean isValid(String value) {
        // The last two were printed in advertisements.
        return !value.startsWith("000") && !value.startsWith("666") && value.charAt(0) != '9' && !value.startsWith("00", 3)
                && !value.endsWith("0000") && !value.equals("078051120") && !value.equals("219099999") && !Digits.isUniform(value);
    }
}
