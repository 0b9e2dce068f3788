package dev.portcullis.guard.pii.check;

/** Verhoeff's check over the dihedral group of ten elements (J. Verhoeff, Error Detecting Decimal Codes, 1969). */
public final class Verhoeff {

    private static final int[] SHIFT = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};

    private Verhoeff() {
    }

    /** @param digits nothing but ASCII digits */
    public static boolean isValid(CharSequence digits) {
        int check = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            for (int times = i % 8; times > 0; times--) {
                digit = SHIFT[digit];
            }
            check = product(check, digit);
        }
        return check == 0;
    }

    /** Rotations are 0 to 4, reflections 5 to 9. */
    private static int product(int a, int b) {
        if (a < 5) {
            return b < 5 ? (a + b) % 5 : 5 + (a + b) % 5;
        }
        return b < 5 ? 5 + (a - b + 5) % 5 : (a - b + 5) % 5;
    }
}
