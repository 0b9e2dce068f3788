package dev.portcullis.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;

/** A string that fits a schema's format and length. */
final class SchemaText {
    private static final String WORD = "Zürich";
    private static final int MOST_LETTERS = 100_000;

    private SchemaText() {}

    static String of(JsonNode schema) {
        String text = switch (schema.path("format").asText()) {
            case "date-time" -> "2024-01-15T09:30:00Z";
            case "date" -> "2024-01-15";
            case "time" -> "09:30:00Z";
            case "duration" -> "PT15M";
            case "email" -> "someone@example.com";
            case "hostname" -> "example.com";
            case "ipv4" -> "192.0.2.1";
            case "ipv6" -> "2001:db8::1";
            case "uri", "url" -> "https://example.com/";
            case "uuid" -> "123e4567-e89b-42d3-a456-426614174000";
            default -> WORD;
        };
        int length = text.codePointCount(0, text.length());
        int shortest = Math.min(MOST_LETTERS, schema.path("minLength").asInt(0));
        int longest = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        String padded = length < shortest ? text + "e".repeat(shortest - length) : text;
        return length > longest ? padded.substring(0, padded.offsetByCodePoints(0, longest)) : padded;
    }
}
