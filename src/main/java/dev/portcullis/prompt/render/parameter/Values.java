package dev.portcullis.prompt.render.parameter;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** How values of JSON are compared and what of them counts as nothing. */
public final class Values {

    private Values() {
    }

    /** As JavaScript's {@code ===}: numbers by their size, a number never equals text. Lists and objects are never the same. */
    public static boolean same(Object one, Object other) {
        if (one == null || other == null) {
            return one == other;
        }
        if (one instanceof Number a && other instanceof Number b) {
            return a.equals(b) || finite(a) && finite(b) && decimal(a).compareTo(decimal(b)) == 0;
        }
        return !(one instanceof List) && !(one instanceof Map) && one.equals(other);
    }

    /** As Handlebars has it: nothing, false, zero, empty text and an empty list; an empty object is something. */
    public static boolean nothing(Object value, boolean zeroIsSomething) {
        return switch (value) {
            case null -> true;
            case Boolean flag -> !flag;
            case String text -> text.isEmpty();
            case List<?> list -> list.isEmpty();
            case BigDecimal decimal -> !zeroIsSomething && decimal.signum() == 0;
            case Number number -> !zeroIsSomething && number.doubleValue() == 0;
            default -> false;
        };
    }

    private static boolean finite(Number number) {
        return !(number instanceof Double || number instanceof Float) || Double.isFinite(number.doubleValue());
    }

    private static BigDecimal decimal(Number number) {
        return switch (number) {
            case BigDecimal decimal -> decimal;
            case BigInteger whole -> new BigDecimal(whole);
            case Double _, Float _ -> BigDecimal.valueOf(number.doubleValue());
            default -> BigDecimal.valueOf(number.longValue());
        };
    }
}
