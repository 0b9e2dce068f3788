package dev.portcullis.cache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.pipeline.Endpoint;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes of a stream the whole answer that would have said the same, in OpenAI's format. Text that is known to come in pieces is joined,
 * log probabilities are strung together. What is not known here may be a piece or the whole each time it comes, so it can be taken over
 * only where it comes once; beside the message, the last word counts.
 */
final class WholeOfEvents {

    private final Kept kept;
    private final boolean chat;
    private final ObjectNode whole = AnswerTree.object();
    private final ObjectNode choice = AnswerTree.object().put("index", 0);
    private final ObjectNode message = AnswerTree.object();
    private final Map<String, StringBuilder> texts = new LinkedHashMap<>();
    private JsonNode usage;
    private boolean unfit;

    private WholeOfEvents(Kept kept) {
        this.kept = kept;
        this.chat = kept.endpoint() == Endpoint.CHAT;
    }

    /** Empty where pieces came that nobody here knows how to join. */
    static Optional<Buffer> of(Kept kept, String id) {
        WholeOfEvents joined = new WholeOfEvents(kept);
        return joined.joins() ? Optional.of(Buffer.buffer(AnswerTree.write(joined.whole(id)))) : Optional.empty();
    }

    private boolean joins() {
        whole.put("id", "").put("object", chat ? "chat.completion" : "text_completion");
        if (chat) {
            message.put("role", "assistant").putNull("content");
            choice.set("message", message);
        } else {
            texts.put("text", new StringBuilder());
            choice.put("text", "");
        }
        for (int part = 0; part < kept.parts() - 1 && !unfit; part++) {
            AnswerTree.read(kept.bytes(), kept.begin(part) + StreamRecording.BEFORE.length, kept.end(part))
                    .ifPresentOrElse(this::event, () -> unfit = true);
        }
        return !unfit;
    }

    private ObjectNode whole(String id) {
        ObjectNode written = chat ? message : choice;
        texts.forEach((name, text) -> written.put(name, text.toString()));
        whole.put("id", id);
        whole.putArray("choices").add(choice);
        if (!whole.has("created")) {
            whole.put("created", kept.at().getEpochSecond());
        }
        if (usage != null) {
            whole.set("usage", usage);
        }
        return whole;
    }

    private void event(ObjectNode event) {
        for (Map.Entry<String, JsonNode> field : event.properties()) {
            JsonNode value = field.getValue();
            switch (field.getKey()) {
                case "id", "object" -> { }
                // Padding of a chunk, against guessing by length.
                case "obfuscation" -> { }
                case "usage" -> usage = value.isObject() ? value : usage;
                case "choices" -> choice(value.path(0));
                default -> lastWord(whole, field.getKey(), value);
            }
        }
    }

    private void choice(JsonNode part) {
        for (Map.Entry<String, JsonNode> field : part.properties()) {
            String name = field.getKey();
            JsonNode value = field.getValue();
            switch (name) {
                case "index" -> { }
                case "delta" -> value.properties().forEach(inner -> delta(inner.getKey(), inner.getValue()));
                case "text" -> text(choice, name, value);
                case "logprobs" -> logprobs(value);
                default -> {
                    // Such as what a filter thinks of the text so far, or of a part of it: who knows.
                    unfit |= value.isContainerNode() && !isNothing(value) && !isNothing(choice.path(name)) && !choice.path(name).equals(value);
                    lastWord(choice, name, value);
                }
            }
        }
    }

    private void delta(String name, JsonNode value) {
        switch (name) {
            case "role" -> {
                if (value.isTextual() && !value.asText().isEmpty()) {
                    message.set(name, value);
                }
            }
            case "content", "refusal", "reasoning_content", "reasoning" -> text(message, name, value);
            // None, or it would not have been kept.
            case "tool_calls", "function_call" -> { }
            default -> {
                boolean again = !isNothing(value) && !isNothing(message.path(name));
                unfit |= again && !(value.isValueNode() && !value.isTextual() && value.equals(message.path(name)));
                lastWord(message, name, value);
            }
        }
    }

    private void text(ObjectNode of, String name, JsonNode value) {
        if (value.isTextual()) {
            if (!texts.containsKey(name)) {
                of.put(name, "");
            }
            texts.computeIfAbsent(name, first -> new StringBuilder()).append(value.asText());
        } else if (value.isNull()) {
            lastWord(of, name, value);
        } else {
            unfit = true;
        }
    }

    private void logprobs(JsonNode value) {
        if (!value.isObject()) {
            unfit |= !value.isNull();
            lastWord(choice, "logprobs", value);
            return;
        }
        ObjectNode all = choice.path("logprobs") instanceof ObjectNode before ? before : choice.putObject("logprobs");
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            if (field.getValue() instanceof ArrayNode more) {
                ArrayNode before = all.path(field.getKey()) instanceof ArrayNode some ? some : all.putArray(field.getKey());
                before.addAll(more);
            } else {
                unfit |= !field.getValue().isNull();
                lastWord(all, field.getKey(), field.getValue());
            }
        }
    }

    /** What says nothing does not take the place of what says something. */
    private static void lastWord(ObjectNode of, String name, JsonNode value) {
        if (!isNothing(value) || !of.has(name)) {
            of.set(name, value);
        }
    }

    private static boolean isNothing(JsonNode value) {
        return value.isNull() || value.isMissingNode() || value.isContainerNode() && value.isEmpty();
    }
}
