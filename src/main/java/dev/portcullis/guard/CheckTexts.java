package dev.portcullis.guard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.guard.pii.Entity;
import dev.portcullis.guard.text.Views;
import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.KnownCaller;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Payload;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Refused;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.Usage;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers {@code /v1/guard/check} with all that the guards find in texts. Whatever the caller's own policy does about it is not in it.
 */
public final class CheckTexts implements Responder<KnownCaller> {

    /** Texts of one request. */
    static final int MOST_TEXTS = 256;
    /** Bytes of one request. */
    static final int MOST_BYTES = 4 * 1024 * 1024;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Headers JSON = Headers.of("content-type", "application/json");
    private static final ObjectMapper READER = new ObjectMapper(JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(Payload.MAX_DEPTH).build()).build());

    private final Detectors detectors;
    private final TextWorker worker;

    public CheckTexts(Detectors detectors, TextWorker worker) {
        this.detectors = detectors;
        this.worker = worker;
    }

    @Override
    public Uni<Reply> respond(KnownCaller caller) {
        return caller.inbound().body().chain(bytes -> worker.run(bytes.length(), () -> answer(texts(bytes))))
                .onFailure(Refused.class).recoverWithItem(refused -> ((Refused) refused).refusal());
    }

    private Reply answer(List<String> texts) {
        ObjectNode body = NODES.objectNode();
        ArrayNode results = body.putArray("results");
        for (String text : texts) {
            results.add(check(text));
        }
        return new Answer(200, JSON, new Body.Whole(Buffer.buffer(body.toString())), Origin.GATEWAY, () -> Usage.UNKNOWN);
    }

    private ObjectNode check(String text) {
        ObjectNode result = NODES.objectNode();
        Injection injection = detectors.injection().apply(Views.of(text));
        ArrayNode rules = result.putObject("injection").put("flagged", injection.score() >= Policy.FLAG_FROM).put("score", injection.score()).putArray("rules");
        injection.rules().forEach(rules::add);
        ArrayNode entities = result.putArray("pii");
        CodePoints codePoints = new CodePoints(text);
        for (Entity entity : detectors.personalData().find(text)) {
            entities.addObject().put("type", entity.type()).put("start", codePoints.at(entity.span().start())).put("end", codePoints.at(entity.span().end()))
                    .put("score", entity.score());
        }
        return result;
    }

    /** A text, a list of texts, or OpenAI's list of parts, of which only texts can be judged. */
    private static List<String> texts(Buffer bytes) {
        if (bytes.length() > MOST_BYTES) {
            throw new Refused(new Refusal.BodyTooLarge(MOST_BYTES));
        }
        JsonNode input = read(bytes).path("input");
        if (input.isMissingNode() || input.isNull()) {
            throw new Refused(new Refusal.MissingParameter("input"));
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode one : input.isArray() ? input : List.of(input)) {
            JsonNode text = one.isObject() && one.path("type").asText().equals("text") ? one.path("text") : one;
            if (!text.isTextual()) {
                throw new Refused(new Refusal.InvalidValue("input", "a text, a list of texts, or a list of parts of type text is expected"));
            }
            texts.add(text.textValue());
        }
        if (texts.isEmpty() || texts.size() > MOST_TEXTS) {
            throw new Refused(new Refusal.InvalidValue("input", "1 to " + MOST_TEXTS + " texts are expected"));
        }
        return texts;
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

    /** Offsets as the contract counts them; asked for from left to right. */
    private static final class CodePoints {

        private final String text;
        private int unit;
        private int point;

        CodePoints(String text) {
            this.text = text;
        }

        int at(int offset) {
            if (offset < unit) {
                unit = 0;
                point = 0;
            }
            point += text.codePointCount(unit, offset);
            unit = offset;
            return point;
        }
    }
}
