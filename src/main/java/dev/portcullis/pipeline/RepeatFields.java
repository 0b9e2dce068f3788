package dev.portcullis.pipeline;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** The fields of a {@link Payload} that decide whether its answer may be given again. Each leaves the parser at its value's first or last token. */
final class RepeatFields {

    private final byte[] json;
    private boolean temperatureSeen;
    boolean temperatureZero;
    private boolean seedSeen;
    boolean seeded;
    boolean tools;
    boolean beyondModel;

    RepeatFields(byte[] json) {
        this.json = json;
    }

    void temperature(JsonToken value, JsonParser parser) throws IOException {
        PayloadFields.once("temperature", temperatureSeen);
        temperatureSeen = true;
        temperatureZero = value.isNumeric() && isZero(parser.getText());
    }

    void seed(JsonToken value) {
        PayloadFields.once("seed", seedSeen);
        seedSeen = true;
        seeded = value.isNumeric();
    }

    void tools(JsonToken value, JsonParser parser) {
        tools |= isGiven(value, parser);
    }

    void beyondModel(JsonToken value, JsonParser parser) {
        beyondModel |= isGiven(value, parser);
    }

    void modalities(JsonToken value, JsonParser parser) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            beyondModel |= value != JsonToken.VALUE_NULL;
            return;
        }
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            beyondModel |= token != JsonToken.VALUE_STRING || !parser.getText().equals("text");
            parser.skipChildren();
        }
    }

    /** Whether a value says more than that there is none: it is neither null, nor false, nor an empty list. */
    private boolean isGiven(JsonToken value, JsonParser parser) {
        return switch (value) {
            case VALUE_NULL, VALUE_FALSE -> false;
            case START_ARRAY -> {
                int at = PayloadFields.start(parser) + 1;
                while (at < json.length && json[at] >= 0 && json[at] <= ' ') {
                    at++;
                }
                yield at == json.length || json[at] != ']';
            }
            default -> true;
        };
    }

    /** @param number as JSON writes it: 0, -0.0, 0e7 */
    private static boolean isZero(String number) {
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c == 'e' || c == 'E') {
                return true;
            }
            if (c >= '1' && c <= '9') {
                return false;
            }
        }
        return true;
    }
}
