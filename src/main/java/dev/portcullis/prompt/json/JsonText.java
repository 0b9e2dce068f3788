package dev.portcullis.prompt.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes plain values as JSON. One value has one text of each kind; numbers and strings are written as RFC 8785 (JSON Canonicalization
 * Scheme) has them in all three.
 */
public final class JsonText {

    private static final String HEX = "0123456789abcdef";
    /** From here on ECMAScript writes an exponent: 10^21. */
    private static final int MOST_DIGITS = 21;
    /** And below 10^-6. */
    private static final int MOST_ZEROS = 6;
    private static final MathContext ONE_DIGIT = new MathContext(1, RoundingMode.HALF_EVEN);

    private final StringBuilder text = new StringBuilder();
    private final boolean sorted;
    private final boolean indented;
    private int depth;

    private JsonText(boolean sorted, boolean indented) {
        this.sorted = sorted;
        this.indented = indented;
    }

    /** RFC 8785: no white space, members in the order of their names' UTF-16 code units. */
    public static String canonical(Object value) {
        return new JsonText(true, false).write(value);
    }

    /** No white space, members in their own order. */
    public static String compact(Object value) {
        return new JsonText(false, false).write(value);
    }

    /** A line for each member and item, two spaces for each level, members in their own order; no line end behind it. */
    public static String indented(Object value) {
        return new JsonText(false, true).write(value);
    }

    private String write(Object value) {
        value(value);
        return text.toString();
    }

    private void value(Object value) {
        switch (value) {
            case null -> text.append("null");
            case String string -> string(string);
            case Boolean flag -> text.append(flag);
            case Long whole -> text.append(whole);
            case Integer whole -> text.append(whole);
            case Double number -> text.append(number(number));
            case Map<?, ?> members -> object(sorted ? new TreeMap<>(members) : members);
            case List<?> items -> list(items);
            default -> throw new IllegalArgumentException("not a plain value: " + value.getClass());
        }
    }

    private void object(Map<?, ?> members) {
        begin('{');
        boolean first = true;
        for (Map.Entry<?, ?> member : members.entrySet()) {
            next(first);
            first = false;
            string((String) member.getKey());
            text.append(indented ? ": " : ":");
            value(member.getValue());
        }
        end('}', first);
    }

    private void list(List<?> items) {
        begin('[');
        boolean first = true;
        for (Object item : items) {
            next(first);
            first = false;
            value(item);
        }
        end(']', first);
    }

    private void begin(char bracket) {
        text.append(bracket);
        depth++;
    }

    private void next(boolean first) {
        if (!first) {
            text.append(',');
        }
        line();
    }

    private void end(char bracket, boolean empty) {
        depth--;
        if (!empty) {
            line();
        }
        text.append(bracket);
    }

    private void line() {
        if (indented) {
            text.append('\n').repeat("  ", depth);
        }
    }

    private void string(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char letter = string.charAt(i);
            switch (letter) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\b' -> text.append("\\b");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\f' -> text.append("\\f");
                case '\r' -> text.append("\\r");
                default -> {
                    if (letter < ' ') {
                        text.append("\\u00").append(HEX.charAt(letter >> 4)).append(HEX.charAt(letter & 15));
                    } else {
                        text.append(letter);
                    }
                }
            }
        }
        text.append('"');
    }

    /**
     * As ECMAScript's Number::toString writes it (ECMA-262, 6.1.6.1.20), from the shortest digits that mean this number.
     *
     * @throws IllegalArgumentException for what is not finite
     */
    public static String number(double number) {
        if (number == 0) {
            return "0";
        }
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("JSON has no such number: " + number);
        }
        BigDecimal exact = shortest(Math.abs(number));
        String digits = exact.unscaledValue().toString();
        int point = digits.length() - exact.scale(); // where it stands, from the first digit
        String sign = number < 0 ? "-" : "";
        if (point > 0 && point <= MOST_DIGITS) {
            return sign + (digits.length() <= point ? digits + "0".repeat(point - digits.length())
                    : digits.substring(0, point) + "." + digits.substring(point));
        }
        if (point <= 0 && point > -MOST_ZEROS) {
            return sign + "0." + "0".repeat(-point) + digits;
        }
        int exponent = point - 1;
        return sign + digits.charAt(0) + (digits.length() > 1 ? "." + digits.substring(1) : "") + "e" + (exponent > 0 ? "+" : "-") + Math.abs(exponent);
    }

    /** Java writes two digits where one would do, of the very smallest numbers. */
    private static BigDecimal shortest(double number) {
        BigDecimal written = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        BigDecimal shorter = written.round(ONE_DIGIT);
        return written.precision() == 2 && shorter.doubleValue() == number ? shorter.stripTrailingZeros() : written;
    }
}
