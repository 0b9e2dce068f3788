package dev.portcullis.guard.pii.check;

/** Days as numbers hold them. */
public final class Dates {

    private static final int[] LENGTHS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private Dates() {
    }

    /** Whether a month has such a day in some year. */
    public static boolean isDay(long month, long day) {
        return month >= 1 && month <= 12 && day >= 1 && day <= LENGTHS[(int) month - 1];
    }

    /** Whether six digits are a year, a month and a day. */
    public static boolean isYearMonthDay(CharSequence value, int from) {
        return isDay(Digits.number(value, from + 2, from + 4), Digits.number(value, from + 4, from + 6));
    }

    /** Whether six digits are a day, a month and a year. */
    public static boolean isDayMonthYear(CharSequence value, int from) {
        return isDay(Digits.number(value, from + 2, from + 4), Digits.number(value, from, from + 2));
    }
}
