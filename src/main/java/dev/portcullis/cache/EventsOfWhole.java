package dev.portcullis.cache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.pipeline.Endpoint;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Optional;

/**
 * Makes of a whole answer the stream that would have said the same, in OpenAI's format: a chunk with the role, one with all that was
 * written, one with the reason why it ended. What is not known here goes along in the chunk that it would have come in: of a message
 * and of arrays and objects, the second; the rest of a choice, the last; of the answer, all.
 */
final class EventsOfWhole {

    private final Kept kept;
    private final ObjectNode envelope = AnswerTree.object();
    private final ObjectNode besides = AnswerTree.object();
    private final ObjectNode written = choice();
    private final ObjectNode ending = choice();
    private final Buffer events = Buffer.buffer();

    private EventsOfWhole(Kept kept) {
        this.kept = kept;
    }

    /** What ids begin with where the answer had none that says so. */
    static String idKind(Endpoint endpoint) {
        return endpoint == Endpoint.CHAT ? "chatcmpl-" : "cmpl-";
    }

    /** Empty where what was written is not text. */
    static Optional<Buffer> of(Kept kept, String id, boolean usageAsked) {
        return AnswerTree.read(kept.bytes(), 0, kept.end(0)).flatMap(whole -> new EventsOfWhole(kept).events(whole, id, usageAsked));
    }

    private Optional<Buffer> events(ObjectNode whole, String id, boolean usageAsked) {
        boolean chat = kept.endpoint() == Endpoint.CHAT;
        envelope(whole, id, chat);
        if (!(whole.path("choices").path(0) instanceof ObjectNode choice) || !(chat ? chat(choice) : text(choice))) {
            return Optional.empty();
        }
        if (usageAsked) {
            Optional<JsonNode> usage = whole.path("usage").isObject() ? Optional.of(whole.path("usage")) : UsageEvent.json(kept.usage()).map(json -> json);
            usage.ifPresent(known -> add(UsageEvent.with(envelope.deepCopy(), known)));
        }
        return Optional.of(events.appendBytes(StreamRecording.TERMINAL));
    }

    private void envelope(ObjectNode whole, String id, boolean chat) {
        envelope.put("id", id).put("object", chat ? "chat.completion.chunk" : "text_completion");
        for (Map.Entry<String, JsonNode> field : whole.properties()) {
            switch (field.getKey()) {
                case "id", "object", "choices", "usage" -> { }
                default -> (field.getValue().isContainerNode() ? besides : envelope).set(field.getKey(), field.getValue());
            }
        }
        if (!envelope.has("created")) {
            envelope.put("created", kept.at().getEpochSecond());
        }
    }

    private boolean chat(ObjectNode choice) {
        if (!(choice.path("message") instanceof ObjectNode message) || !isText(message.path("content"))) {
            return false;
        }
        ObjectNode beginning = choice();
        ObjectNode first = beginning.putObject("delta");
        first.put("role", message.path("role").asText("assistant"));
        first.put("content", message.path("content").isTextual() ? "" : null);
        beginning.putNull("finish_reason");
        addChoice(beginning);

        ObjectNode delta = written.putObject("delta");
        ending.putObject("delta");
        for (Map.Entry<String, JsonNode> field : message.properties()) {
            switch (field.getKey()) {
                case "role", "tool_calls", "function_call" -> { }
                default -> delta.set(field.getKey(), field.getValue());
            }
        }
        finish(choice);
        return true;
    }

    private boolean text(ObjectNode choice) {
        if (!choice.path("text").isTextual()) {
            return false;
        }
        written.set("text", choice.path("text"));
        ending.put("text", "");
        finish(choice);
        return true;
    }

    private void finish(ObjectNode choice) {
        for (Map.Entry<String, JsonNode> field : choice.properties()) {
            switch (field.getKey()) {
                case "index", "message", "text", "finish_reason" -> { }
                case "logprobs" -> {
                    written.set("logprobs", field.getValue());
                    ending.putNull("logprobs");
                }
                default -> (field.getValue().isContainerNode() ? written : ending).set(field.getKey(), field.getValue());
            }
        }
        written.putNull("finish_reason");
        ending.set("finish_reason", choice.path("finish_reason"));
        envelope.setAll(besides);
        addChoice(written);
        envelope.remove(besides.properties().stream().map(Map.Entry::getKey).toList());
        addChoice(ending);
    }

    private void addChoice(ObjectNode choice) {
        envelope.putArray("choices").add(choice);
        add(envelope);
    }

    private void add(ObjectNode event) {
        events.appendBytes(StreamRecording.BEFORE).appendBytes(AnswerTree.write(event)).appendBytes(StreamRecording.AFTER);
    }

    private static ObjectNode choice() {
        return AnswerTree.object().put("index", 0);
    }

    private static boolean isText(JsonNode content) {
        return content.isTextual() || content.isNull() || content.isMissingNode();
    }
}
