package dev.portcullis.guard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.pipeline.Payload;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Refused;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the {@code input} of who asks for a judgement: a text, a list of texts, or OpenAI's list of parts, of which only texts can be judged. */
final class InputTexts {

    /** Texts of one request. */
    static final int MOST_TEXTS = 256;
    /** Bytes of one request. */
    static final int MOST_BYTES = 4 * 1024 * 1024;

    private static final ObjectMapper READER = new ObjectMapper(JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(Payload.MAX_DEPTH).build()).build());

    private InputTexts() {
    }

    /**
     * Each text and each part by itself.
     *
     * @throws Refused in the words of what is wrong with the body
     */
    static List<String> each(Buffer body) {
        List<String> texts = new ArrayList<>();
        for (JsonNode one : input(body)) {
            texts.add(text(one));
        }
        return texts;
    }

    /**
     * Each text by itself, and all parts, which are one message, together.
     *
     * @throws Refused in the words of what is wrong with the body
     */
    static List<String> messages(Buffer body) {
        List<String> texts = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        for (JsonNode one : input(body)) {
            (one.isObject() ? parts : texts).add(text(one));
        }
        if (!parts.isEmpty() && !texts.isEmpty()) {
            throw new Refused(new Refusal.InvalidValue("input", "either texts or parts are expected, not both"));
        }
        return parts.isEmpty() ? texts : List.of(String.join("\n", parts));
    }

    private static List<JsonNode> input(Buffer body) {
        if (body.length() > MOST_BYTES) {
            throw new Refused(new Refusal.BodyTooLarge(MOST_BYTES));
        }
        JsonNode input = read(body).path("input");
        if (input.isMissingNode() || input.isNull()) {
            throw new Refused(new Refusal.MissingParameter("input"));
        }
        if (!input.isArray()) {
            return List.of(input);
        }
        if (input.isEmpty() || input.size() > MOST_TEXTS) {
            throw new Refused(new Refusal.InvalidValue("input", "1 to " + MOST_TEXTS + " texts are expected"));
        }
        List<JsonNode> each = new ArrayList<>();
        input.forEach(each::add);
        return each;
    }

    private static String text(JsonNode one) {
        JsonNode text = one.isObject() && one.path("type").asText().equals("text") ? one.path("text") : one;
        if (!text.isTextual()) {
            throw new Refused(new Refusal.InvalidValue("input", one.isObject() ? "only parts of type text can be judged here"
                    : "a text, a list of texts, or a list of parts of type text is expected"));
        }
        return text.textValue();
    }

    private static JsonNode read(Buffer bytes) {
        try {
            JsonNode body = READER.readTree(bytes.getBytes());
            if (body == null || !body.isObject()) {
                throw new Refused(new Refusal.InvalidJson("it must be one JSON object"));
            }
            return body;
        } catch (JsonProcessingException malformed) {
            var where = malformed.getLocation();
            throw new Refused(new Refusal.InvalidJson(where == null ? "it is malformed" : "line " + where.getLineNr() + ", column " + where.getColumnNr()));
        } catch (IOException impossible) {
            throw new IllegalStateException("reading from memory failed", impossible);
        }
    }
}
