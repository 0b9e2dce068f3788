package dev.portcullis.provider;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The few fields of an answer, or of one event of a stream, that the gateway acts on: {@code usage}, {@code error} and whether
 * {@code choices} is there and empty. OpenAI's format, with what its relatives do differently noted where it matters.
 */
final class AnswerScan {

    private static final JsonFactory JSON = JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

    private Optional<StatedUsage> usage = Optional.empty();
    private boolean choicesEmpty;
    private boolean error;
    private OptionalInt errorStatus = OptionalInt.empty();

    private AnswerScan() {
    }

    /** Empty where the bytes are not one JSON object. */
    static Optional<AnswerScan> of(byte[] json) {
        AnswerScan scan = new AnswerScan();
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                scan.field(parser.currentName(), parser.nextToken(), parser);
            }
            return Optional.of(scan);
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    /** There where there is a usage object, even if nothing in it makes sense. */
    Optional<StatedUsage> usage() {
        return usage;
    }

    /** A stream's extra chunk that carries only usage has {@code "choices": []}; so has Azure's first chunk, without usage. */
    boolean choicesEmpty() {
        return choicesEmpty;
    }

    boolean error() {
        return error;
    }

    /** The status that the error stands for, where its {@code code} is one (OpenRouter) or its type implies one. */
    OptionalInt errorStatus() {
        return errorStatus;
    }

    private void field(String name, JsonToken value, JsonParser parser) throws IOException {
        switch (name) {
            case "usage" -> usage(value, parser);
            case "x_groq" -> groq(value, parser);
            case "error" -> error(value, parser);
            case "choices" -> {
                if (value == JsonToken.START_ARRAY) {
                    choicesEmpty = parser.nextToken() == JsonToken.END_ARRAY;
                    skipRestOfArray(parser);
                }
            }
            default -> parser.skipChildren();
        }
    }

    private void skipRestOfArray(JsonParser parser) throws IOException {
        for (JsonToken token = parser.currentToken(); token != null && token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            parser.skipChildren();
        }
    }

    private void error(JsonToken value, JsonParser parser) throws IOException {
        error = value != JsonToken.VALUE_NULL;
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken inner = parser.nextToken();
            if (name.equals("code") && inner == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() == JsonParser.NumberType.INT) {
                errorStatus = OptionalInt.of(parser.getIntValue());
            } else if (inner == JsonToken.VALUE_STRING && (name.equals("type") || name.equals("code")) && errorStatus.isEmpty()) {
                errorStatus = statusOf(parser.getText());
            }
            parser.skipChildren();
        }
    }

    private static OptionalInt statusOf(String typeOrCode) {
        return switch (typeOrCode) {
            case "invalid_request_error", "context_length_exceeded" -> OptionalInt.of(400);
            case "rate_limit_exceeded", "rate_limit_error", "insufficient_quota" -> OptionalInt.of(429);
            default -> OptionalInt.empty();
        };
    }

    private void usage(JsonToken value, JsonParser parser) throws IOException {
        if (value == JsonToken.START_OBJECT) {
            usage = Optional.of(UsageReader.read(parser));
        } else {
            parser.skipChildren();
        }
    }

    /** Groq's own object, which repeats the usage; and has it alone where none was asked for. */
    private void groq(JsonToken value, JsonParser parser) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken inner = parser.nextToken();
            if (name.equals("usage") && usage.isEmpty()) {
                usage(inner, parser);
            } else {
                parser.skipChildren();
            }
        }
    }
}
