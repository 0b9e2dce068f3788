package dev.portcullis.release.feedback;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.pipeline.Payload;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Refused;
import dev.portcullis.release.quality.Action;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a caller says of an answer: {@code {"request_id","rating","comments","actions"}}, at least one of a rating and actions.
 *
 * @param rating   from 1 to 5
 * @param comments at most {@value #MOST_COMMENTS} characters, without the zeros that PostgreSQL's texts cannot have
 */
record FeedbackBody(String requestId, OptionalInt rating, Optional<String> comments, Set<Action> actions) {

    /** Bytes of a body. */
    static final int MOST_BYTES = 64 * 1024;
    /** Characters, as UTF-16 counts them. */
    static final int MOST_COMMENTS = 4_000;

    private static final int LOWEST = 1;
    private static final int HIGHEST = 5;
    private static final List<String> FIELDS = List.of("request_id", "rating", "comments", "actions");
    private static final ObjectMapper READER = new ObjectMapper(JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(Payload.MAX_DEPTH).build()).build());

    /** @throws Refused in the words of what is wrong with it */
    static FeedbackBody read(Buffer bytes) {
        if (bytes.length() > MOST_BYTES) {
            throw new Refused(new Refusal.BodyTooLarge(MOST_BYTES));
        }
        JsonNode body = json(bytes);
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            if (!FIELDS.contains(field.getKey())) {
                throw invalid(shown(field.getKey()), "there is no such field; " + String.join(", ", FIELDS) + " are");
            }
        }
        String requestId = requestId(body.path("request_id"));
        OptionalInt rating = rating(body.path("rating"));
        Optional<String> comments = comments(body.path("comments"));
        Set<Action> actions = actions(body.path("actions"));
        if (rating.isEmpty() && actions.isEmpty()) {
            throw invalid("rating", "a rating from " + LOWEST + " to " + HIGHEST + ", or 'actions', are expected");
        }
        return new FeedbackBody(requestId, rating, comments, actions);
    }

    private static JsonNode json(Buffer bytes) {
        try {
            return READER.readTree(bytes.getBytes());
        } catch (JsonProcessingException twice) {
            // Well-formed it is, or it would not have come here.
            throw new Refused(new Refusal.InvalidJson("a field is given more than once, or a number is of unreasonable size"));
        } catch (IOException impossible) {
            throw new IllegalStateException("reading from memory failed", impossible);
        }
    }

    private static String requestId(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            throw new Refused(new Refusal.MissingParameter("request_id"));
        }
        if (!node.isTextual() || node.textValue().isEmpty()) {
            throw invalid("request_id", "the 'x-request-id' of an earlier reply is expected");
        }
        return node.textValue();
    }

    private static OptionalInt rating(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return OptionalInt.empty();
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < LOWEST || node.intValue() > HIGHEST) {
            throw invalid("rating", "a whole number from " + LOWEST + " to " + HIGHEST + " is expected");
        }
        return OptionalInt.of(node.intValue());
    }

    private static Optional<String> comments(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual() || node.textValue().codePointCount(0, node.textValue().length()) > MOST_COMMENTS) {
            throw invalid("comments", "a text of at most " + MOST_COMMENTS + " characters is expected");
        }
        return Optional.of(node.textValue().replace("\0", "")).filter(text -> !text.isBlank());
    }

    private static Set<Action> actions(JsonNode node) {
        Set<Action> actions = EnumSet.noneOf(Action.class);
        if (node.isMissingNode() || node.isNull()) {
            return actions;
        }
        boolean list = node.isArray() && !node.isEmpty();
        for (JsonNode one : list ? node : List.<JsonNode>of()) {
            Optional<Action> action = one.isTextual() ? Action.told(one.textValue()) : Optional.empty();
            list &= action.isPresent();
            action.ifPresent(actions::add);
        }
        if (!list) {
            throw invalid("actions", "a list of some of copy, edit, retry is expected");
        }
        return actions;
    }

    /** A name that a caller made up, as far as it can be said again. */
    private static String shown(String name) {
        return name.length() <= 64 && name.chars().allMatch(c -> c > ' ' && c < 127 && c != '"' && c != '\'') ? name : "(another field)";
    }

    private static Refused invalid(String parameter, String detail) {
        return new Refused(new Refusal.InvalidValue(parameter, detail));
    }
}
