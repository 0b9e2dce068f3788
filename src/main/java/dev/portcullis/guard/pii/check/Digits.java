package dev.portcullis.guard.pii.check;

/** Sums over digits. */
public final class Digits {

    private Digits() {
    }

    /** The value of the digit here, or of a letter as {@code A = 10} to {@code Z = 35}. */
    public static int at(CharSequence value, int i) {
        return Character.digit(value.charAt(i), 36);
    }

    /** The sum of the first digits, each times its weight. */
    public static int weighted(CharSequence value, int... weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += at(value, i) * weights[i];
        }
        return sum;
    }

    /** The number that these digits write; at most 18 of them. @param to exclusive */
    public static long number(CharSequence value, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + at(value, i);
        }
        return number;
    }

    public static int last(CharSequence value) {
        return at(value, value.length() - 1);
    }

    /** Whether it is one digit again and again, which many checks let through and nobody is given. */
    public static boolean isUniform(CharSequence value) {
        for (int i = 1; i < value.length(); i++) {
            if (value.charAt(i) != value.charAt(0)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The remainder by 97 of a value in which letters count as two digits: ISO 7064, as in ISO 13616.
     *
     * @param to     exclusive
     * @param before the remainder of what stands before these; 0 where nothing does
     */
    public static int modulo97(char[] value, int from, int to, int before) {
        int remainder = before;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(value[i], 36);
            remainder = (remainder * (digit > 9 ? 100 : 10) + digit) % 97;
        }
        return remainder;
    }

    /** Whether the last digit makes it right by ISO 7064, MOD 11,10. */
    public static boolean isModulo11And10(CharSequence value) {
        int product = 10;
        for (int i = 0; i < value.length() - 1; i++) {
            int sum = (at(value, i) + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (11 - product) % 10 == last(value);
    }
}
