package dev.portcullis.prompt.output.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.portcullis.config.guard.EndlessFolding;
import dev.portcullis.config.guard.PatternSize;
import dev.portcullis.prompt.json.JsonText;
import dev.portcullis.prompt.output.schema.Node.Rule;
import dev.portcullis.prompt.output.schema.Node.Steps;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** Keywords that speak of one value by itself. */
final class Assertions {

    /** Characters of a pattern: it is looked for in linear time, but in time that grows with its own length as well. */
    private static final int MOST_PATTERN = 500;
    private static final int MOST_INSTRUCTIONS = 2_000;
    private static final int CHARACTERS_PER_STEP = 4;
    /** Of a text whose characters are counted only. */
    private static final int COUNTED_PER_STEP = 64;

    record Matching(Pattern pattern, long size) {

        boolean finds(String text, Steps steps) {
            steps.take(text.length() * size / CHARACTERS_PER_STEP);
            return pattern.matcher(text).find();
        }
    }

    private Assertions() {
    }

    /** @return null where the keyword is none of these */
    static Rule rule(String keyword, Object given, String here) throws UnknownSchema {
        return switch (keyword) {
            case "type" -> types(given, here);
            case "enum" -> {
                Set<String> allowed = new HashSet<>();
                list(given, here).forEach(one -> allowed.add(JsonText.canonical(one)));
                yield (value, steps) -> allowed.contains(written(value, steps)) ? null : here;
            }
            case "const" -> {
                String only = JsonText.canonical(given);
                yield (value, steps) -> written(value, steps).equals(only) ? null : here;
            }
            case "minimum" -> number(given, here, order -> order >= 0);
            case "maximum" -> number(given, here, order -> order <= 0);
            case "exclusiveMinimum" -> number(given, here, order -> order > 0);
            case "exclusiveMaximum" -> number(given, here, order -> order < 0);
            case "multipleOf" -> multiple(given, here);
            case "minLength" -> {
                int least = count(given, here);
                yield (value, steps) -> !(value instanceof String text) || characters(text, steps) >= least ? null : here;
            }
            case "maxLength" -> {
                int most = count(given, here);
                yield (value, steps) -> !(value instanceof String text) || characters(text, steps) <= most ? null : here;
            }
            case "minItems" -> least(given, here, Assertions::items);
            case "maxItems" -> most(given, here, Assertions::items);
            case "minProperties" -> least(given, here, Assertions::members);
            case "maxProperties" -> most(given, here, Assertions::members);
            case "pattern" -> {
                Matching pattern = pattern(given, here);
                yield (value, steps) -> !(value instanceof String text) || pattern.finds(text, steps) ? null : here;
            }
            case "uniqueItems" -> {
                boolean unique = flag(given, here);
                yield (value, steps) -> !unique || differ(value, steps) ? null : here;
            }
            case "required" -> {
                List<String> names = names(given, here);
                yield (value, steps) -> !(value instanceof Map<?, ?> members) || has(members, names, steps) ? null : here;
            }
            case "dependentRequired" -> dependent(given, here);
            default -> null;
        };
    }

    static Matching pattern(Object given, String here) throws UnknownSchema {
        if (!(given instanceof String text) || text.length() > MOST_PATTERN) {
            throw new UnknownSchema(here, "a regular expression of at most " + MOST_PATTERN + " characters is expected");
        }
        if (EndlessFolding.in(text)) {
            throw new UnknownSchema(here, "this regular expression ignores case and goes over U+1C80 to U+1C88, which is not possible here");
        }
        long size = PatternSize.of(text);
        if (size > MOST_INSTRUCTIONS) {
            throw new UnknownSchema(here, "this regular expression counts too much");
        }
        try {
            return new Matching(Pattern.compile(text), size);
        } catch (PatternSyntaxException unknown) {
            throw new UnknownSchema(here, "this regular expression is not known here: " + unknown.getDescription());
        }
    }

    static int count(Object given, String here) throws UnknownSchema {
        BigDecimal number = given instanceof Number some ? decimal(some) : null;
        if (number == null || number.signum() < 0 || number.stripTrailingZeros().scale() > 0) {
            throw new UnknownSchema(here, "a whole number of at least 0 is expected");
        }
        return number.min(BigDecimal.valueOf(Integer.MAX_VALUE)).intValue();
    }

    private static Rule rule(String here, Predicate<Object> test) {
        return (value, steps) -> test.test(value) ? null : here;
    }

    private static Rule types(Object given, String here) throws UnknownSchema {
        List<Predicate<Object>> any = new ArrayList<>();
        for (Object one : given instanceof List<?> several ? several : Collections.singletonList(given)) {
            any.add(type(one, here));
        }
        return (value, steps) -> {
            steps.look(any.size());
            return any.stream().anyMatch(type -> type.test(value)) ? null : here;
        };
    }

    private static Predicate<Object> type(Object name, String here) throws UnknownSchema {
        return switch (name instanceof String word ? word : "") {
            case "null" -> value -> value == null;
            case "boolean" -> Boolean.class::isInstance;
            case "number" -> Number.class::isInstance;
            case "integer" -> value -> value instanceof Long || value instanceof Double real && real == Math.rint(real) && !real.isInfinite();
            case "string" -> String.class::isInstance;
            case "array" -> List.class::isInstance;
            case "object" -> Map.class::isInstance;
            default -> throw new UnknownSchema(here, "a type of JSON's is expected");
        };
    }

    private static Rule number(Object given, String here, IntPredicate order) throws UnknownSchema {
        if (!(given instanceof Number number)) {
            throw new UnknownSchema(here, "a number is expected");
        }
        BigDecimal bound = decimal(number);
        return rule(here, value -> !(value instanceof Number some) || order.test(decimal(some).compareTo(bound)));
    }

    private static Rule multiple(Object given, String here) throws UnknownSchema {
        if (!(given instanceof Number number) || decimal(number).signum() <= 0) {
            throw new UnknownSchema(here, "a number above 0 is expected");
        }
        BigDecimal of = decimal(number);
        return (value, steps) -> !(value instanceof Number some) || isMultiple(decimal(some), of, steps) ? null : here;
    }

    /** A division has as many digits as lie between the two, 632 at most. */
    private static boolean isMultiple(BigDecimal number, BigDecimal of, Steps steps) {
        steps.take(Math.abs(of.scale() - number.scale()));
        return number.remainder(of).signum() == 0;
    }

    private static boolean has(Map<?, ?> members, List<?> names, Steps steps) {
        steps.look(names.size());
        return members.keySet().containsAll(names);
    }

    /** @param size -1 for values of other kinds */
    private static Rule least(Object given, String here, ToIntFunction<Object> size) throws UnknownSchema {
        int least = count(given, here);
        return rule(here, value -> size.applyAsInt(value) < 0 || size.applyAsInt(value) >= least);
    }

    private static Rule most(Object given, String here, ToIntFunction<Object> size) throws UnknownSchema {
        int most = count(given, here);
        return rule(here, value -> size.applyAsInt(value) <= most);
    }

    private static int characters(String text, Steps steps) {
        steps.take(text.length() / COUNTED_PER_STEP);
        return text.codePointCount(0, text.length());
    }

    private static int items(Object value) {
        return value instanceof List<?> list ? list.size() : -1;
    }

    private static int members(Object value) {
        return value instanceof Map<?, ?> map ? map.size() : -1;
    }

    private static boolean differ(Object value, Steps steps) {
        Set<String> seen = new HashSet<>();
        return !(value instanceof List<?> list) || list.stream().allMatch(item -> seen.add(written(item, steps)));
    }

    /** Equal values are written in the same way. */
    private static String written(Object value, Steps steps) {
        String text = JsonText.canonical(finite(value));
        steps.take(text.length() / CHARACTERS_PER_STEP);
        return text;
    }

    /** A model may write {@code 1e999}, which is read as no number that can be written: it counts as the greatest that can. */
    private static Object finite(Object value) {
        return switch (value) {
            case Double number -> Math.clamp(number, -Double.MAX_VALUE, Double.MAX_VALUE);
            case List<?> list -> list.stream().map(Assertions::finite).toList();
            case Map<?, ?> members -> {
                Map<Object, Object> all = new HashMap<>();
                members.forEach((name, member) -> all.put(name, finite(member)));
                yield all;
            }
            case null, default -> value;
        };
    }

    private static Rule dependent(Object given, String here) throws UnknownSchema {
        if (!(given instanceof Map<?, ?> lists)) {
            throw new UnknownSchema(here, "an object is expected");
        }
        for (Object one : lists.values()) {
            names(one, here);
        }
        return (value, steps) -> {
            if (!(value instanceof Map<?, ?> members)) {
                return null;
            }
            steps.look(lists.size());
            return lists.entrySet().stream().allMatch(one -> !members.containsKey(one.getKey())
                    || has(members, (List<?>) one.getValue(), steps)) ? null : here;
        };
    }

    private static List<?> list(Object given, String here) throws UnknownSchema {
        if (given instanceof List<?> list) {
            return list;
        }
        throw new UnknownSchema(here, "a list is expected");
    }

    private static List<String> names(Object given, String here) throws UnknownSchema {
        List<?> list = list(given, here);
        if (!list.stream().allMatch(String.class::isInstance)) {
            throw new UnknownSchema(here, "names are expected");
        }
        return list.stream().map(String.class::cast).toList();
    }

    private static boolean flag(Object given, String here) throws UnknownSchema {
        if (given instanceof Boolean flag) {
            return flag;
        }
        throw new UnknownSchema(here, "true or false is expected");
    }

    private static BigDecimal decimal(Number number) {
        return number instanceof Long whole ? BigDecimal.valueOf(whole)
                : BigDecimal.valueOf(Math.clamp(number.doubleValue(), -Double.MAX_VALUE, Double.MAX_VALUE));
    }
}
