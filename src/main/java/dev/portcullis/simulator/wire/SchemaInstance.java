package dev.portcullis.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A small instance of a JSON schema: required properties (all, if none is required), as few items as allowed, the first alternative
 * that does not recur. Knows what OpenAI's structured output knows, except {@code pattern}: a string is then only of the right length.
 * At most 32 levels, 10,000 values and 100 items an array; beyond that, and where a schema has no finite instance, it is not valid.
 */
final class SchemaInstance {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEP = 6;
    private static final int DEEPEST = 32;
    private static final int MOST_NODES = 10_000;
    private static final int MOST_ITEMS = 100;

    private final JsonNode root;
    private int nodes;

    private SchemaInstance(JsonNode root) {
        this.root = root;
    }

    /** The instance as JSON; an empty object for an absent schema. */
    static String of(JsonNode schema) {
        return schema.isObject() ? new SchemaInstance(schema).instance(schema, 0).toString() : "{}";
    }

    private JsonNode instance(JsonNode schema, int depth) {
        if (depth > DEEPEST || ++nodes > MOST_NODES) {
            return NODES.nullNode();
        }
        if (schema.has("$ref")) {
            return instance(resolved(schema), depth + 1);
        }
        if (schema.has("const")) {
            return schema.path("const");
        }
        if (schema.path("enum").has(0)) {
            return schema.path("enum").path(0);
        }
        for (String alternatives : List.of("anyOf", "oneOf")) {
            if (schema.path(alternatives).has(0)) {
                return instance(alternative(schema.path(alternatives), depth), depth + 1);
            }
        }
        if (schema.path("allOf").has(0)) {
            return instance(merged(schema), depth + 1);
        }
        return switch (type(schema, depth)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "integer" -> NODES.numberNode(Math.round(number(schema, 1)));
            case "number" -> NODES.numberNode(number(schema, 0.5));
            case "boolean" -> NODES.booleanNode(true);
            case "null" -> NODES.nullNode();
            default -> NODES.textNode(SchemaText.of(schema));
        };
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = NODES.objectNode();
        List<String> names = new ArrayList<>();
        schema.path("required").forEach(name -> names.add(name.asText()));
        if (names.isEmpty() && depth < DEEP) {
            schema.path("properties").fieldNames().forEachRemaining(names::add);
        }
        for (String name : names) {
            object.set(name, instance(schema.path("properties").path(name), depth + 1));
        }
        return object;
    }

    private ArrayNode array(JsonNode schema, int depth) {
        ArrayNode array = NODES.arrayNode();
        int prefix = schema.path("prefixItems").size();
        int items = Math.max(prefix, Math.min(MOST_ITEMS, schema.path("minItems").asInt(0)));
        for (int index = 0; index < items; index++) {
            array.add(instance(index < prefix ? schema.path("prefixItems").path(index) : schema.path("items"), depth + 1));
        }
        return array;
    }

    /** The likely number if it is in bounds, else the one nearest the lower bound, or the upper, that is a multiple. */
    private static double number(JsonNode schema, double likely) {
        double step = schema.path("multipleOf").asDouble(schema.path("type").asText().equals("integer") ? 1 : 0);
        double margin = step > 0 ? step : 0.001;
        double lowest = Math.max(schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY),
                schema.path("exclusiveMinimum").asDouble(Double.NEGATIVE_INFINITY) + margin);
        double highest = Math.min(schema.path("maximum").asDouble(Double.POSITIVE_INFINITY),
                schema.path("exclusiveMaximum").asDouble(Double.POSITIVE_INFINITY) - margin);
        double within = Math.min(Math.max(likely, lowest), highest);
        if (step == 0) {
            return within;
        }
        double above = Math.ceil(within / step) * step;
        return above <= highest ? above : Math.floor(highest / step) * step;
    }

    /** What a {@code $ref} into this very schema points at, nothing if it points elsewhere; a schema without one itself. */
    private JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        if (reference.isEmpty()) {
            return schema;
        }
        return reference.equals("#") || reference.startsWith("#/") ? root.at(reference.substring(1)) : NODES.missingNode();
    }

    private static JsonNode alternative(JsonNode alternatives, int depth) {
        for (JsonNode alternative : alternatives) {
            if (depth < DEEP || !alternative.has("$ref")) {
                return alternative;
            }
        }
        return alternatives.path(0);
    }

    private static String type(JsonNode schema, int depth) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            return type.path(depth < DEEP ? 0 : type.size() - 1).asText();
        }
        return type.isTextual() ? type.asText() : schema.has("properties") ? "object" : schema.has("items") ? "array" : "string";
    }

    /** All parts of an {@code allOf} as one schema: properties and required names are joined, of the rest the last part wins. */
    private JsonNode merged(JsonNode schema) {
        ObjectNode merged = ((ObjectNode) schema).deepCopy();
        merged.remove("allOf");
        for (JsonNode part : schema.path("allOf")) {
            resolved(part).properties().forEach(field -> {
                JsonNode before = merged.path(field.getKey());
                if (before instanceof ObjectNode object && field.getValue() instanceof ObjectNode more) {
                    object.setAll(more.deepCopy());
                } else if (before instanceof ArrayNode array && field.getKey().equals("required")) {
                    field.getValue().forEach(array::add);
                } else {
                    merged.set(field.getKey(), field.getValue().deepCopy());
                }
            });
        }
        return merged;
    }
}
