package dev.portcullis.prompt.render.parameter;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** JSON's types, by JSON Schema's names. */
public enum ParameterType {
    ANY, STRING, NUMBER, INTEGER, BOOLEAN, ARRAY, OBJECT;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean fits(Object value) {
        return switch (this) {
            case ANY -> true;
            case STRING -> value instanceof String;
            case NUMBER -> value instanceof Number;
            case INTEGER -> value instanceof Number number && whole(number);
            case BOOLEAN -> value instanceof Boolean;
            case ARRAY -> value instanceof List;
            case OBJECT -> value instanceof Map;
        };
    }

    /** What a value is, in words. */
    static String of(Object value) {
        return switch (value) {
            case null -> "null";
            case String _ -> "a string";
            case Boolean _ -> "a boolean";
            case Number number -> whole(number) ? "an integer" : "a number";
            case List<?> _ -> "an array";
            case Map<?, ?> _ -> "an object";
            default -> "no JSON value";
        };
    }

    /** 1.0 is whole, as JSON Schema has it. */
    private static boolean whole(Number number) {
        return switch (number) {
            case Integer _, Long _, Short _, Byte _, BigInteger _ -> true;
            // Not stripTrailingZeros: ten million zeros are quickly written.
            case BigDecimal decimal -> decimal.signum() == 0 || decimal.scale() <= 0
                    || decimal.precision() <= 1_000 && decimal.stripTrailingZeros().scale() <= 0;
            default -> Double.isFinite(number.doubleValue()) && Math.rint(number.doubleValue()) == number.doubleValue();
        };
    }
}
