package dev.portcullis.guard.pii.money;

/** Which numbers card networks give, by their first digits and length, as the networks publish them. */
final class CardIssuers {

    private CardIssuers() {
    }

    enum Range {
        /** Nobody's. */
        NONE,
        /** A range or a length that is seldom given, or in which other numbers lie. */
        RARE,
        /** Such as everybody has. */
        COMMON
    }

    static Range of(String digits) {
        int length = digits.length();
        int four = Integer.parseInt(digits, 0, 4, 10);
        int two = four / 100;
        int three = four / 10;
        if (digits.charAt(0) == '4') {
            return length == 16 || length == 13 || length == 19 ? Range.COMMON : Range.NONE;
        }
        if (two >= 51 && two <= 55 || four >= 2221 && four <= 2720) {
            return length == 16 ? Range.COMMON : Range.NONE;
        }
        if (two == 34 || two == 37) {
            return length == 15 ? Range.COMMON : Range.NONE;
        }
        if (four == 6011 || two == 65 || three >= 644 && three <= 649 || four >= 3528 && four <= 3589 || two == 62) {
            return length == 16 ? Range.COMMON : length > 16 ? Range.RARE : Range.NONE;
        }
        if (three >= 300 && three <= 305 || three == 309 || two == 36 || two == 38 || two == 39) {
            return length == 14 || length == 16 ? Range.COMMON : Range.NONE;
        }
        if (four == 2131 || four == 1800) {
            return length == 15 ? Range.COMMON : Range.NONE;
        }
        if (four >= 2200 && four <= 2204 || two == 60 || two == 81 || two == 82 || four == 9792 || four == 5019) {
            return length == 16 ? Range.COMMON : Range.NONE;
        }
        if (two == 50 || two >= 56 && two <= 58 || two == 63 || two == 67) {
            return length == 16 ? Range.COMMON : Range.RARE;
        }
        return two == 35 && length == 16 || digits.charAt(0) == '1' && length == 15 ? Range.RARE : Range.NONE;
    }
}
