package dev.portcullis.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.List;

/** What a request says to the model: texts, or numbers of tokens. A token is taken to be four bytes of UTF-8. */
final class Prompt {
    private Prompt() {}

    /** The inputs in {@code prompt} or {@code input}: a string, strings, one list of tokens, or lists of tokens. */
    static List<JsonNode> inputs(JsonNode value) {
        if (!value.isArray() || value.path(0).isNumber()) {
            return List.of(value);
        }
        List<JsonNode> inputs = new ArrayList<>();
        value.forEach(inputs::add);
        return inputs;
    }

    /** What this costs, at least 1: a text, a list of content parts, a list of tokens. */
    static int tokens(JsonNode content) {
        return content.isArray() && content.path(0).isNumber() ? content.size() : Math.max(1, bytes(content) / 4);
    }

    static int messageTokens(JsonNode messages) {
        int bytes = 0;
        for (JsonNode message : messages) {
            bytes += bytes(message.path("content"));
        }
        return Math.max(1, bytes / 4);
    }

    /** The same for the same content, however the JSON around it is written. */
    static long hash(JsonNode content) {
        if (content.isTextual()) {
            return Prose.mixed(content.textValue().hashCode());
        }
        long hash = content.isNumber() ? Prose.mixed(content.asLong()) : content.size();
        for (JsonNode part : content) {
            hash = 31 * hash + hash(part);
        }
        return hash;
    }

    /** Of all messages' contents, roles left out. */
    static long messageHash(JsonNode messages) {
        long hash = 7;
        for (JsonNode message : messages) {
            hash = 31 * hash + hash(message.path("content"));
        }
        return hash;
    }

    /** What the last user message says; empty if there is none or it has no text. */
    static String lastUserText(JsonNode messages) {
        for (int index = messages.size() - 1; index >= 0; index--) {
            if (messages.get(index).path("role").asText().equals("user")) {
                return text(messages.get(index).path("content"));
            }
        }
        return "";
    }

    static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.asText("");
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            text.append(part.isTextual() ? part.textValue() : part.path("text").asText(""));
        }
        return text.toString();
    }

    private static int bytes(JsonNode content) {
        return ByteBufUtil.utf8Bytes(text(content));
    }
}
