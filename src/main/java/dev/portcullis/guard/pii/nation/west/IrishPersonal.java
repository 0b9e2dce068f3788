package dev.portcullis.guard.pii.nation.west;

import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The Personal Public Service number of Ireland: seven digits, a check letter by modulus 23, perhaps one letter more. */
public final class IrishPersonal {

    private IrishPersonal() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("IE_PPS", Words.of("pps*", "personal public service*", "rsi"), "9999999_A_A", "9999999_A")
                .checked(IrishPersonal::isValid);
    }

    static boolean isValid(CharSequence value) {
        int more = value.length() == 9 && value.charAt(8) != 'W' ? value.charAt(8) - 'A' + 1 : 0;
        int remainder = (Digits.weighted(value, 8, 7, 6, 5, 4, 3, 2) + 9 * more) % 23;
        return value.charAt(7) == (remainder == 0 ? 'W' : 'A' + remainder - 1);
    }
}
