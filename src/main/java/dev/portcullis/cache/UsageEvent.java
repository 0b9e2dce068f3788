package dev.portcullis.cache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.pipeline.Usage;
import java.util.Optional;
import java.util.Set;

/** The chunk by which a stream says its usage, in OpenAI's format, made of what the gateway knows. */
final class UsageEvent {

    /** What a chunk says of its answer, and not of itself. */
    private static final Set<String> ENVELOPE = Set.of("id", "object", "created", "model", "service_tier", "system_fingerprint", "provider");

    private UsageEvent() {
    }

    /** @return empty where no usage is known */
    static Optional<byte[]> like(byte[] otherEvent, Usage usage) {
        return json(usage).flatMap(known -> AnswerTree.read(otherEvent, 0, otherEvent.length).map(other -> {
            ObjectNode event = AnswerTree.object();
            other.properties().stream().filter(field -> ENVELOPE.contains(field.getKey()))
                    .forEach(field -> event.set(field.getKey(), field.getValue()));
            return AnswerTree.write(with(event, known));
        }));
    }

    static ObjectNode with(ObjectNode envelope, JsonNode usage) {
        envelope.putArray("choices");
        envelope.set("usage", usage);
        return envelope;
    }

    /** @return empty where no usage is known */
    static Optional<ObjectNode> json(Usage usage) {
        if (usage.total() == 0) {
            return Optional.empty();
        }
        ObjectNode json = AnswerTree.object().put("prompt_tokens", usage.input()).put("completion_tokens", usage.output())
                .put("total_tokens", usage.total());
        ObjectNode input = json.putObject("prompt_tokens_details").put("cached_tokens", usage.cachedInput()).put("audio_tokens", usage.audioInput());
        if (usage.cacheWrite() > 0) {
            input.put("cache_write_tokens", usage.cacheWrite());
        }
        json.putObject("completion_tokens_details").put("reasoning_tokens", usage.reasoning()).put("audio_tokens", usage.audioOutput());
        return Optional.of(json);
    }
}
