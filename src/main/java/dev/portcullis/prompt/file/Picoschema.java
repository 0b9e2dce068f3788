package dev.portcullis.prompt.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Dotprompt's short way to write a JSON Schema (github.com/google/dotprompt, the reference page "Picoschema"): {@code name?: string, what
 * it is}. What is a JSON Schema already is taken as it is.
 */
public final class Picoschema {

    private static final Set<String> SCALARS = Set.of("string", "number", "integer", "boolean", "null");
    private static final Set<String> TYPES = Set.of("string", "number", "integer", "boolean", "null", "object", "array");
    private static final int DEEPEST = 32;

    private final Function<String, Optional<Map<String, Object>>> named;

    /** @param named schemas that a file may refer to by name */
    public Picoschema(Function<String, Optional<Map<String, Object>>> named) {
        this.named = named;
    }

    /** What is wrong, told to who reads a file; never leaves this class. */
    private static final class Wrong extends RuntimeException {

        Wrong(String message) {
            super(message, null, false, false);
        }
    }

    /** @param schema null where there is a problem, which is empty else */
    public record Read(Map<String, Object> schema, String problem) {
    }

    public Read read(Object written) {
        try {
            return new Read(schema(written, 0), "");
        } catch (Wrong wrong) {
            return new Read(null, wrong.getMessage());
        }
    }

    private Map<String, Object> schema(Object written, int depth) {
        if (depth > DEEPEST) {
            throw new Wrong("a schema nested deeper than " + DEEPEST + " levels");
        }
        return switch (written) {
            case String text -> scalar(text);
            case Map<?, ?> map when map.get("type") instanceof String type && TYPES.contains(type) -> copy(map);
            case Map<?, ?> map when map.get("properties") instanceof Map -> {
                Map<String, Object> schema = copy(map);
                schema.put("type", "object");
                yield schema;
            }
            case Map<?, ?> map -> object(map, depth);
            case null, default -> throw new Wrong("expected a type, such as string, or a mapping of names to types");
        };
    }

    private Map<String, Object> scalar(String text) {
        String type = beforeComma(text);
        Map<String, Object> schema = new LinkedHashMap<>();
        if (SCALARS.contains(type)) {
            schema.put("type", type);
        } else if (!type.equals("any")) {
            schema.putAll(named.apply(type).orElseThrow(
                    () -> new Wrong("`" + type + "` is not a type; there are string, number, integer, boolean, null and any")));
        }
        describe(schema, text);
        return schema;
    }

    private Map<String, Object> object(Map<?, ?> written, int depth) {
        Map<String, Object> schema = new LinkedHashMap<>();
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        written.forEach((key, value) -> {
            String text = String.valueOf(key);
            if (text.equals("(*)")) {
                schema.put("additionalProperties", schema(value, depth + 1));
                return;
            }
            int bracket = text.indexOf('(');
            String name = bracket < 0 ? text : text.substring(0, bracket);
            boolean optional = name.endsWith("?");
            name = optional ? name.substring(0, name.length() - 1) : name;
            if (!optional) {
                required.add(name);
            }
            properties.put(name, bracket < 0 ? plain(value, optional, depth) : typed(text.substring(bracket + 1), value, optional, depth));
        });
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    private Map<String, Object> plain(Object value, boolean optional, int depth) {
        Map<String, Object> schema = schema(value, depth + 1);
        nullable(schema, optional);
        return schema;
    }

    private Map<String, Object> typed(String brackets, Object value, boolean optional, int depth) {
        if (!brackets.endsWith(")")) {
            throw new Wrong("`(` is not closed in `" + brackets + "`");
        }
        String text = brackets.substring(0, brackets.length() - 1);
        Map<String, Object> schema = new LinkedHashMap<>();
        switch (beforeComma(text)) {
            case "array" -> {
                schema.put("type", "array");
                schema.put("items", schema(value, depth + 1));
            }
            case "object" -> schema.putAll(schema(value, depth + 1));
            case "enum" -> {
                if (!(value instanceof List<?> words)) {
                    throw new Wrong("an enum needs a list of values");
                }
                List<Object> values = new ArrayList<>(words);
                if (optional && !values.contains(null)) {
                    values.add(null);
                }
                schema.put("enum", values);
            }
            default -> throw new Wrong("`" + beforeComma(text) + "` in brackets is not array, object or enum");
        }
        nullable(schema, optional);
        describe(schema, text);
        return schema;
    }

    private static void nullable(Map<String, Object> schema, boolean optional) {
        if (optional && schema.get("type") instanceof String type) {
            schema.put("type", List.of(type, "null"));
        }
    }

    private static void describe(Map<String, Object> schema, String text) {
        int comma = text.indexOf(',');
        if (comma >= 0) {
            schema.put("description", text.substring(comma + 1).strip());
        }
    }

    private static String beforeComma(String text) {
        int comma = text.indexOf(',');
        return (comma < 0 ? text : text.substring(0, comma)).strip();
    }

    private static Map<String, Object> copy(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }
}
