package dev.portcullis.guard.pii.check;

/** The check of ISO/IEC 7812-1, annex B. */
public final class Luhn {

    private Luhn() {
    }

    /** @param digits nothing but ASCII digits */
    public static boolean isValid(CharSequence digits) {
        return isValid(digits, 0);
    }

    /** From this one on. */
    public static boolean isValid(CharSequence digits, int from) {
        int sum = 0;
        for (int i = digits.length() - 1, fromLast = 0; i >= from; i--, fromLast++) {
            sum += counted(digits.charAt(i), fromLast);
        }
        return sum % 10 == 0;
    }

    /** Of the first so many. */
    public static boolean isValid(char[] digits, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += counted(digits[length - 1 - i], i);
        }
        return sum % 10 == 0;
    }

    private static int counted(char digit, int fromLast) {
        int value = digit - '0';
        int counted = fromLast % 2 == 0 ? value : value * 2;
        return counted > 9 ? counted - 9 : counted;
    }
}
