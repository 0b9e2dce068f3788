package dev.portcullis.prompt;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a parameter's value may be, in the words of JSON Schema. */
public enum ParameterType {
    /** Nothing is said about it. */
    ANY, STRING, NUMBER, INTEGER, BOOLEAN, ARRAY, OBJECT;

    /** Not of {@link #ANY}, which is not written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ParameterType> of(String word) {
        return Arrays.stream(values()).filter(type -> type != ANY && type.word().equals(word)).findFirst();
    }

    /** @param value a plain value; whole numbers are a {@code Long} or an {@code Integer} */
    public boolean fits(Object value) {
        return switch (this) {
            case ANY -> value != null;
            case STRING -> value instanceof String;
            case NUMBER -> value instanceof Number;
            case INTEGER -> value instanceof Long || value instanceof Integer;
            case BOOLEAN -> value instanceof Boolean;
            case ARRAY -> value instanceof List;
            case OBJECT -> value instanceof Map;
        };
    }

    /** Whether all that fits the other one fits this one. */
    public boolean includes(ParameterType other) {
        return this == other || this == ANY || this == NUMBER && other == INTEGER;
    }
}
