package dev.portcullis.prompt.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import dev.portcullis.prompt.render.parameter.Parameter;
import dev.portcullis.prompt.render.parameter.Parameter.Trust;
import dev.portcullis.prompt.render.parameter.ParameterType;

/** What a file's input schema, as {@link Picoschema} reads it, says of a prompt's parameters: their names, types, words and defaults. */
public final class SchemaParameters {

    private SchemaParameters() {
    }

    /**
     * @param schema   of an object; of another schema come no parameters
     * @param defaults the file's {@code input.default}: what has one is optional
     */
    public static List<Parameter> of(Map<String, Object> schema, Map<String, Object> defaults) {
        List<Parameter> parameters = new ArrayList<>();
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            List<?> required = schema.get("required") instanceof List<?> names ? names : List.of();
            properties.forEach((key, value) -> {
                String name = String.valueOf(key);
                Map<?, ?> property = value instanceof Map<?, ?> map ? map : Map.of();
                List<Object> words = new ArrayList<>(property.get("enum") instanceof List<?> list ? list : List.of());
                words.removeIf(Objects::isNull);
                boolean needed = required.contains(name) && !defaults.containsKey(name);
                Object otherwise = defaults.containsKey(name) ? defaults.get(name) : property.get("default");
                parameters.add(new Parameter(name, type(property.get("type")), needed, words, otherwise, 0, Trust.TRUSTED));
            });
        }
        return parameters;
    }

    /** Of one type, or of one type and null, which a parameter that is not required may be anyway; else any. */
    private static ParameterType type(Object written) {
        List<?> types = written instanceof List<?> list ? list.stream().filter(type -> !"null".equals(type)).toList() : List.of();
        Object one = written instanceof List<?> ? types.size() == 1 ? types.getFirst() : null : written;
        for (ParameterType type : ParameterType.values()) {
            if (one instanceof String word && type.name().equals(word.toUpperCase(Locale.ROOT))) {
                return type;
            }
        }
        return ParameterType.ANY;
    }
}
