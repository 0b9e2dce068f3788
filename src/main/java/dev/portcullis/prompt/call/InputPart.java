package dev.portcullis.prompt.call;

import java.util.Map;
import java.util.Optional;

/** OpenAI lets a variable be a part of a message, such as {@code {"type":"input_text","text":"Ann"}}; of these only text can stand in a text. */
public final class InputPart {

    /** What is wrong with a part that is none of text. */
    public static final String EXPECTED = "of parts of messages only input_text can be a variable";

    private static final String PREFIX = "input_";

    private InputPart() {
    }

    /**
     * What a variable says.
     *
     * @param value of plain maps, lists, strings, numbers and booleans
     * @return the text of a part, and every other value as it is; empty for a part that has no text
     */
    public static Optional<Object> said(Object value) {
        if (!(value instanceof Map<?, ?> part) || !(part.get("type") instanceof String type) || !type.startsWith(PREFIX)) {
            return Optional.of(value);
        }
        return type.equals("input_text") && part.get("text") instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
