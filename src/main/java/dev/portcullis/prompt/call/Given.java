package dev.portcullis.prompt.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a caller has put into a prompt, for who compares it with what the same caller puts into it next. Texts stay apart, so that a short
 * question beside a long document counts as much as the document.
 */
final class Given {

    /** Texts; what comes after the last but one is in one of them together. */
    static final int MOST = 8;
    /** Characters of one text; of a longer one its beginning and its end, which is where documents with the same head differ. */
    static final int LONGEST = 512;

    private final List<String> texts = new ArrayList<>();
    private final StringBuilder rest = new StringBuilder();

    private Given() {
    }

    /** @param messages of the call, beside the prompt's; only the last one of a user is looked at */
    static List<String> of(Map<String, Object> variables, JsonNode messages) {
        Given given = new Given();
        variables.values().forEach(given::add);
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.path(i).path("role").asText().equals("user")) {
                given.add(text(messages.path(i).path("content")));
                break;
            }
        }
        if (!given.rest.isEmpty()) {
            given.texts.add(given.rest.toString());
        }
        return given.texts;
    }

    /** A part that is no text is something that nobody compares. */
    private static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.asText();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            if (text.length() > 2 * LONGEST) {
                break;
            }
            text.append(cut(part.path("text").asText())).append('\n');
        }
        return text.toString();
    }

    private void add(Object value) {
        if (rest.length() >= LONGEST) {
            return;
        }
        switch (value) {
            case Map<?, ?> map -> map.values().forEach(this::add);
            case List<?> list -> list.forEach(this::add);
            case null -> addText("");
            default -> addText(cut(value.toString()));
        }
    }

    private void addText(String text) {
        if (texts.size() < MOST - 1) {
            texts.add(text);
        } else {
            rest.append(text).append('\n');
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST / 2) + text.substring(text.length() - LONGEST / 2);
    }
}
