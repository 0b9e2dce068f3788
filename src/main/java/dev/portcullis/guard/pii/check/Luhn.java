package dev.portcullis.guard.pii.check;

/** The check of ISO/IEC 7812-1, annex B. */
public final class Luhn {

    private Luhn() {
    }

    /** @param digits nothing but ASCII digits */
    public static boolean isValid(String digits) {
        return isValid(digits.toCharArray(), digits.length());
    }

    /** Of the first so many. */
    public static boolean isValid(char[] digits, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            int digit = digits[length - 1 - i] - '0';
            int counted = i % 2 == 0 ? digit : digit * 2;
            sum += counted > 9 ? counted - 9 : counted;
        }
        return sum % 10 == 0;
    }
}
