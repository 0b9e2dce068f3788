package dev.portcullis.prompt.difference;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the properties of a JSON Schema are, with the type of each as it is written: those of objects and of lists' items, and of what they
 * refer to within the schema, as generators write it. A reference to what it stands in is not followed again, and nothing after
 * {@value #MOST} schemas.
 */
final class SchemaProperties {

    private static final int MOST = 10_000;

    private final Map<?, ?> root;
    private final Map<String, Object> found = new HashMap<>();
    private final Set<String> under = new HashSet<>();
    private int seen;

    private SchemaProperties(Map<?, ?> root) {
        this.root = root;
    }

    /** @return types by path, such as {@code person.names[].first}; an empty text where no type is written */
    static Map<String, Object> of(Map<?, ?> schema) {
        SchemaProperties properties = new SchemaProperties(schema);
        properties.look(schema, "");
        return properties.found;
    }

    private void look(Map<?, ?> schema, String path) {
        if (++seen > MOST) {
            return;
        }
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, property) -> {
                String at = path.isEmpty() ? String.valueOf(name) : path + "." + name;
                found.merge(at, property instanceof Map<?, ?> described ? type(described) : "", (there, same) -> there.equals("") ? same : there);
                if (property instanceof Map<?, ?> described) {
                    look(described, at);
                }
            });
        }
        if (schema.get("items") instanceof Map<?, ?> items) {
            look(items, path + "[]");
        }
        if (schema.get("$ref") instanceof String reference && under.add(reference)) {
            target(reference).ifPresent(target -> look(target, path));
            under.remove(reference);
        }
    }

    /** Its own, or that of the schema that it refers to. */
    private Object type(Map<?, ?> described) {
        Set<String> followed = new HashSet<>();
        Map<?, ?> schema = described;
        while (schema.get("type") == null && schema.get("$ref") instanceof String reference && followed.add(reference)) {
            schema = target(reference).orElse(Map.of());
        }
        return schema.get("type") == null ? "" : schema.get("type");
    }

    /** @param reference a JSON Pointer in a fragment; empty for any other, and where there is nothing */
    private Optional<Map<?, ?>> target(String reference) {
        if (!reference.equals("#") && !reference.startsWith("#/")) {
            return Optional.empty();
        }
        Object here = root;
        for (String step : reference.equals("#") ? new String[0] : reference.substring(2).split("/", -1)) {
            here = here instanceof Map<?, ?> schemas ? schemas.get(step.replace("~1", "/").replace("~0", "~")) : null;
        }
        return here instanceof Map<?, ?> schema ? Optional.of(schema) : Optional.empty();
    }
}
