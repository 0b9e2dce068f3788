package dev.portcullis.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/** Answers as trees, for where one shape has to be made of the other. Numbers keep their digits. */
final class AnswerTree {

    private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

    private AnswerTree() {
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Empty where it is no object, or holds a number that nobody can work with. */
    static Optional<ObjectNode> read(byte[] json, int from, int to) {
        try {
            return JSON.readTree(json, from, to - from) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (IOException | NumberFormatException malformed) {
            // The latter for an exponent of more than ten digits: Jackson lets it through.
            return Optional.empty();
        }
    }

    /** Of what was read here. Characters of two halves are written as such, so that one half alone passes as well. */
    static byte[] write(ObjectNode object) {
        try {
            return JSON.writeValueAsBytes(object);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("writing to memory failed", impossible);
        }
    }
}
