package dev.portcullis.cache;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** One pass over a JSON object of an answer, whole or one event of a stream: whether it may be kept, and where its id is. */
final class AnswerLook {

    /**
     * Why a model may have stopped so that it would stop there again: it was done, or it had written as much as it was asked for. The
     * names are OpenAI's and those of its relatives. What a provider's filter cut is not among them, since filters change their mind;
     * nor are calls of tools, which act, nor what nobody here knows.
     */
    private static final Set<String> ENDINGS = Set.of("stop", "length", "eos", "eos_token", "stop_sequence", "end_turn", "max_tokens", "model_length");

    private static final JsonFactory JSON = JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

    private final byte[] json;
    private int idFrom;
    private int idTo;
    private boolean idSeen;
    private boolean choicesSeen;
    private int choices;
    private boolean written;
    private boolean finished;
    private boolean usage;
    private boolean vectors;
    private boolean unfit;

    private AnswerLook(byte[] json) {
        this.json = json;
    }

    /** Empty where the bytes are not one JSON object, or where what they say may not be said again. */
    static Optional<AnswerLook> at(byte[] json) {
        AnswerLook look = new AnswerLook(json);
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                look.field(parser.currentName(), parser.nextToken(), parser);
            }
            return look.unfit || parser.nextToken() != null ? Optional.empty() : Optional.of(look);
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    boolean hasId() {
        return idTo > idFrom;
    }

    /** Where the id's first character is. */
    int idFrom() {
        return idFrom;
    }

    /** Where the id's closing quote is. */
    int idTo() {
        return idTo;
    }

    /** Whether there are {@code choices}, be it none. */
    boolean hasChoices() {
        return choicesSeen;
    }

    int choices() {
        return choices;
    }

    /** Whether a choice has a {@code message}, or a {@code text}. */
    boolean written() {
        return written;
    }

    boolean finished() {
        return finished;
    }

    boolean hasUsage() {
        return usage;
    }

    /** Whether there are embeddings. */
    boolean hasVectors() {
        return vectors;
    }

    private void field(String name, JsonToken value, JsonParser parser) throws IOException {
        switch (name) {
            case "id" -> id(value, parser);
            case "choices" -> choices(value, parser);
            case "error" -> {
                unfit |= value != JsonToken.VALUE_NULL;
                parser.skipChildren();
            }
            case "usage" -> {
                usage |= value == JsonToken.START_OBJECT;
                parser.skipChildren();
            }
            case "data" -> vectors |= isFilled(value, parser);
            default -> parser.skipChildren();
        }
    }

    private void id(JsonToken value, JsonParser parser) throws IOException {
        unfit |= idSeen;
        idSeen = true;
        if (value != JsonToken.VALUE_STRING) {
            parser.skipChildren();
            return;
        }
        idFrom = (int) parser.currentTokenLocation().getByteOffset() + 1;
        idTo = idFrom;
        // The parser reads the string later, and fails where it does not end.
        while (idTo < json.length && json[idTo] != '"') {
            idTo += json[idTo] == '\\' ? 2 : 1;
        }
        idTo = Math.min(idTo, json.length);
    }

    private void choices(JsonToken value, JsonParser parser) throws IOException {
        unfit |= choicesSeen;
        choicesSeen = true;
        if (value != JsonToken.START_ARRAY) {
            unfit |= value != JsonToken.VALUE_NULL;
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            choices++;
            choice(parser);
        }
        unfit |= choices > 1;
    }

    private void choice(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            unfit = true;
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "index" -> unfit |= value != JsonToken.VALUE_NUMBER_INT || parser.getDoubleValue() != 0;
                case "error" -> unfit |= value != JsonToken.VALUE_NULL;
                case "finish_reason" -> ending(value, parser);
                case "text" -> written |= value == JsonToken.VALUE_STRING;
                case "message" -> {
                    written |= value == JsonToken.START_OBJECT;
                    message(value, parser);
                }
                case "delta" -> message(value, parser);
                default -> { }
            }
            parser.skipChildren();
        }
    }

    private void ending(JsonToken value, JsonParser parser) throws IOException {
        if (value == JsonToken.VALUE_STRING && ENDINGS.contains(parser.getText().toLowerCase(Locale.ROOT))) {
            finished = true;
        } else {
            unfit |= value != JsonToken.VALUE_NULL;
        }
    }

    private void message(JsonToken value, JsonParser parser) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            unfit |= value != JsonToken.VALUE_NULL;
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken inner = parser.nextToken();
            switch (name) {
                case "tool_calls" -> unfit |= isFilled(inner, parser);
                case "function_call" -> unfit |= inner != JsonToken.VALUE_NULL;
                default -> { }
            }
            parser.skipChildren();
        }
    }

    /** Whether there is anything but null or an empty array; the parser then stands at the value's end. */
    private static boolean isFilled(JsonToken value, JsonParser parser) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return value != JsonToken.VALUE_NULL;
        }
        boolean filled = false;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            filled = true;
            parser.skipChildren();
        }
        return filled;
    }
}
