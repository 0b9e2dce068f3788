package dev.portcullis.release.shadow;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.pipeline.Payload;
import dev.portcullis.pipeline.SseEvent;
import dev.portcullis.pipeline.SseEvents;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a model said in the first choice of an answer in OpenAI's format, and why it ended. Calls of tools are part of it, by name and
 * arguments. For a worker: it takes the time that reading as much JSON takes.
 *
 * @param finish empty where nothing was said
 */
public record Words(String text, String finish) {

    /** Bytes of an answer that is looked into. */
    public static final int MOST_BYTES = 256 * 1024;
    /** The same of a stream: each word is an event of some 250 bytes. */
    public static final int MOST_STREAM_BYTES = 1024 * 1024;

    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(Payload.MAX_DEPTH).build()).build());

    private static final class Reader {

        private final StringBuilder text = new StringBuilder();
        private String finish = "";
        private boolean found;

        void read(byte[] json, String speech) throws IOException {
            for (JsonNode choice : JSON.readTree(json).path("choices")) {
                if (choice.path("index").asInt(0) == 0) {
                    found = true;
                    said(choice.path(speech).isMissingNode() ? choice : choice.path(speech));
                    finish = choice.path("finish_reason").isTextual() ? choice.path("finish_reason").textValue() : finish;
                    return;
                }
            }
        }

        private void said(JsonNode speech) {
            text.append(speech.path("text").asText("")).append(textOf(speech.path("content")));
            for (JsonNode call : speech.path("tool_calls")) {
                text.append(call.path("function").path("name").asText("")).append(call.path("function").path("arguments").asText(""));
            }
        }

        private static String textOf(JsonNode content) {
            if (content.isTextual()) {
                return content.textValue();
            }
            StringBuilder parts = new StringBuilder();
            content.forEach(part -> parts.append(part.path("text").asText("")));
            return parts.toString();
        }

        Optional<Words> words() {
            return found ? Optional.of(new Words(text.toString(), finish)) : Optional.empty();
        }
    }

    /** Of a body. Empty for what is too long, or is no answer. */
    public static Optional<Words> of(Buffer body) {
        Reader reader = new Reader();
        try {
            if (body.length() <= MOST_BYTES) {
                reader.read(body.getBytes(), "message");
            }
            return reader.words();
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    /** Of a stream's chunks. */
    public static Optional<Words> of(List<Buffer> chunks) {
        Reader reader = new Reader();
        SseEvents events = new SseEvents(MOST_BYTES);
        try {
            for (Buffer chunk : chunks) {
                for (SseEvent event : events.feed(chunk)) {
                    byte[] data = event.data().orElse(DONE);
                    if (!Arrays.equals(data, DONE)) {
                        reader.read(data, "delta");
                    }
                }
            }
            return reader.words();
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }
}
