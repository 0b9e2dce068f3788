package dev.portcullis.guard.pii.nation.asia;

import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The NRIC or FIN of Singapore whose check letter is right, which needs no word near. */
public final class SingaporeIdChecked {

    private SingaporeIdChecked() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("SG_NRIC", Words.of("nric*", "fin"), "A9999999A").checked(SingaporeIdChecked::isValid).bare(.85);
    }

    static boolean isValid(CharSequence value) {
        int sum = 0;
        int[] weights = {2, 7, 6, 5, 4, 3, 2};
        for (int i = 0; i < 7; i++) {
            sum += Digits.at(value, i + 1) * weights[i];
        }
        char last = value.charAt(8);
        return switch (value.charAt(0)) {
            case 'S' -> last == "JZIHGFEDCBA".charAt(sum % 11);
            case 'T' -> last == "JZIHGFEDCBA".charAt((sum + 4) % 11);
            case 'F' -> last == "XWUTRQPNMLK".charAt(sum % 11);
            case 'G' -> last == "XWUTRQPNMLK".charAt((sum + 4) % 11);
            case 'M' -> last == "KLJNPQRTUWX".charAt(10 - (sum + 3) % 11);
            default -> false;
        };
    }
}
