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

    static boolean isValid(CharSequence value) {
        long area = Digits.number(value, 0, 3);
        long number = Digits.number(value, 0, 9);
        boolean given = area != 0 && area != 666 && area < 900 && Digits.number(value, 3, 5) != 0 && Digits.number(value, 5, 9) != 0;
        // These two were printed in advertisements.
        return given && number != 78_05_1120 && number != 219_09_9999 && !Digits.isUniform(value);
    }
}
