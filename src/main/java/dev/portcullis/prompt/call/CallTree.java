package dev.portcullis.prompt.call;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.pipeline.Payload;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Refused;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** The body of a call that names a prompt, as a tree. Of many small values that takes fifty times the memory of their bytes, so they are counted before. */
final class CallTree {

    /** Numbers leave as they came. */
    static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(Payload.MAX_DEPTH).build()).build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).nodeFactory(JsonNodeFactory.withExactBigDecimals(true)).build();

    /** In a body, lists and objects included; a rendered prompt has at most 100,000 rounds of loops and 1 MiB of text. Some 60 MB as trees. */
    static final int MOST_VALUES = 250_000;
    /** Of a value and what stands between it and the next. */
    private static final int LEAST_BYTES = 2;

    private CallTree() {
    }

    /** @throws Refused with {@code InvalidJson}, or with {@code InvalidValue} where there are more than {@value #MOST_VALUES} values */
    static ObjectNode read(Buffer body) {
        try {
            byte[] bytes = body.getBytes();
            if (bytes.length > LEAST_BYTES * MOST_VALUES) {
                count(bytes);
            }
            return (ObjectNode) JSON.readTree(bytes);
        } catch (JsonProcessingException | NumberFormatException number) {
            // Well-formed it is: all that is read here and was not before is what numbers mean and texts say.
            throw new Refused(new Refusal.InvalidJson("it holds a number with an exponent of unreasonable size, or a text that is not in UTF-8"));
        } catch (IOException impossible) {
            throw new IllegalStateException("reading from memory failed", impossible);
        }
    }

    private static void count(byte[] bytes) throws IOException {
        int values = 0;
        try (JsonParser parser = JSON.createParser(bytes)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                values += token.isStructStart() || token.isScalarValue() ? 1 : 0;
                if (values > MOST_VALUES) {
                    throw new Refused(new Refusal.InvalidValue("prompt", "at most " + MOST_VALUES + " values are expected in a call that names one, variables and messages together"));
                }
            }
        }
    }
}
