package dev.portcullis.prompt;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an answer must be like.
 *
 * @param requiredSections what it must have, by their headings
 * @param jsonSchema       a JSON Schema, as plain values
 */
public record Validation(OptionalInt minTokens, OptionalInt maxTokens, List<String> requiredSections, Optional<Map<String, Object>> jsonSchema, OnFail onFail) {

    public static final Validation NONE = new Validation(OptionalInt.empty(), OptionalInt.empty(), List.of(), Optional.empty(), OnFail.FLAG);
}
