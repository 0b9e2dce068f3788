package dev.portcullis.guard.pii.contact;

import java.util.ArrayList;
import java.util.List;

/**
 * A regular expression over digits, of the kind that libphonenumber's tables have: digits, {@code \d}, classes, groups that are not
 * captured, alternatives, {@code ?} and counts. Anything else is an {@link IllegalArgumentException}: it comes with the library, never
 * from a text.
 */
sealed interface DigitPattern {

    /** One digit. @param digits a bit for each that fits */
    record Digit(int digits) implements DigitPattern {
    }

    record Row(List<DigitPattern> parts) implements DigitPattern {
    }

    record Either(List<DigitPattern> choices) implements DigitPattern {
    }

    record Times(DigitPattern part, int least, int most) implements DigitPattern {
    }

    static DigitPattern read(String pattern) {
        Reader reader = new Reader(pattern);
        DigitPattern read = reader.choices();
        if (reader.at < pattern.length()) {
            throw reader.odd();
        }
        return read;
    }

    /** Goes through the expression once. */
    final class Reader {

        private static final int ANY = 0x3FF;

        private final String pattern;
        private int at;

        private Reader(String pattern) {
            this.pattern = pattern;
        }

        private DigitPattern choices() {
            List<DigitPattern> choices = new ArrayList<>();
            choices.add(row());
            while (next("|")) {
                choices.add(row());
            }
            return choices.size() == 1 ? choices.getFirst() : new Either(choices);
        }

        private DigitPattern row() {
            List<DigitPattern> parts = new ArrayList<>();
            while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
                parts.add(counted(part()));
            }
            return parts.size() == 1 ? parts.getFirst() : new Row(parts);
        }

        private DigitPattern part() {
            if (next("(?:")) {
                DigitPattern group = choices();
                require(")");
                return group;
            }
            if (next("\\d")) {
                return new Digit(ANY);
            }
            if (next("[")) {
                int digits = 0;
                while (!next("]")) {
                    int first = digit();
                    int last = next("-") ? digit() : first;
                    for (int digit = first; digit <= last; digit++) {
                        digits |= 1 << digit;
                    }
                }
                return new Digit(digits);
            }
            return new Digit(1 << digit());
        }

        private DigitPattern counted(DigitPattern part) {
            if (next("?")) {
                return new Times(part, 0, 1);
            }
            if (!next("{")) {
                return part;
            }
            int least = number();
            int most = next(",") ? number() : least;
            require("}");
            return new Times(part, least, most);
        }

        private int number() {
            int number = digit();
            while (at < pattern.length() && Character.isDigit(pattern.charAt(at))) {
                number = number * 10 + digit();
            }
            return number;
        }

        private int digit() {
            int digit = at < pattern.length() ? pattern.charAt(at) - '0' : -1;
            if (digit < 0 || digit > 9) {
                throw odd();
            }
            at++;
            return digit;
        }

        private boolean next(String sign) {
            boolean there = pattern.startsWith(sign, at);
            at += there ? sign.length() : 0;
            return there;
        }

        private void require(String sign) {
            if (!next(sign)) {
                throw odd();
            }
        }

        private IllegalArgumentException odd() {
            return new IllegalArgumentException("a pattern of digits is not understood at " + at + ": " + pattern);
        }
    }
}
