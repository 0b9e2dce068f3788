package dev.portcullis.release.shadow.call;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Payload;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Refused;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Optional;

/** What a candidate is sent: the call's body, of another model where one is tried, and never for a stream, since nobody reads along. */
final class CandidateBody {

    /** Numbers leave as they came. */
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(Payload.MAX_DEPTH).build()).build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).nodeFactory(JsonNodeFactory.withExactBigDecimals(true)).build();

    private CandidateBody() {
    }

    /**
     * For a worker.
     *
     * @throws Refused where the body holds a number that cannot be read
     */
    static Payload of(Buffer body, Optional<String> model, Endpoint endpoint) {
        try {
            ObjectNode call = (ObjectNode) JSON.readTree(body.getBytes());
            call.remove("stream");
            call.remove("stream_options");
            model.ifPresent(name -> call.put("model", name));
            return Payload.read(Buffer.buffer(call.toString()), endpoint);
        } catch (IOException | NumberFormatException number) {
            throw new Refused(new Refusal.InvalidJson("it holds a number with an exponent of unreasonable size"));
        }
    }
}
