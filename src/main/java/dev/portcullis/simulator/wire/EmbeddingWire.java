package dev.portcullis.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** {@code /embeddings}: for every input a unit vector that depends on nothing but the input, the seed and the dimensions. */
public final class EmbeddingWire {
    private static final int DIMENSIONS = 1536;
    private static final int MOST_DIMENSIONS = 3072;
    private static final int MOST_INPUTS = 2048;

    private EmbeddingWire() {}

    /** What is wrong with the request, if anything. */
    public static Optional<ApiError> check(JsonNode request) {
        JsonNode input = request.path("input");
        if (input.isMissingNode()) {
            return Optional.of(ApiError.missing("input"));
        }
        if (!input.isTextual() && (!input.isArray() || input.isEmpty() || Prompt.inputs(input).size() > MOST_INPUTS)) {
            return Optional.of(ApiError.invalid("input", "invalid_value",
                    "'input' must be a string, or an array of 1 to 2048 strings, or tokens."));
        }
        if (request.has("dimensions") && (dimensions(request) < 1 || dimensions(request) > MOST_DIMENSIONS)) {
            return Optional.of(ApiError.invalid("dimensions", "invalid_value", "'dimensions' must be between 1 and 3072."));
        }
        String format = request.path("encoding_format").asText("float");
        return format.equals("float") || format.equals("base64") ? Optional.empty()
                : Optional.of(ApiError.invalid("encoding_format", "invalid_value", "'encoding_format' must be 'float' or 'base64'."));
    }

    public static String whole(JsonNode request, String model, long seed, Told told) {
        List<JsonNode> inputs = Prompt.inputs(request.path("input"));
        boolean base64 = request.path("encoding_format").asText().equals("base64");
        StringBuilder json = new StringBuilder("{\"object\":\"list\",\"data\":[");
        int tokens = 0;
        for (int index = 0; index < inputs.size(); index++) {
            JsonNode input = inputs.get(index);
            tokens += Prompt.tokens(input);
            float[] vector = vector(seed + Prompt.hash(input), dimensions(request));
            json.append(index == 0 ? "" : ",").append("{\"object\":\"embedding\",\"index\":").append(index).append(",\"embedding\":");
            if (base64) {
                json.append('"').append(base64(vector)).append('"');
            } else {
                append(json, vector);
            }
            json.append('}');
        }
        String usage = switch (told) {
            case RIGHT -> ",\"usage\":{\"prompt_tokens\":" + tokens + ",\"total_tokens\":" + tokens + "}";
            case NONE -> "";
            case NONSENSE -> ",\"usage\":" + Told.SENSELESS;
        };
        return json.append("],\"model\":").append(Json.quote(model)).append(usage).append('}').toString();
    }

    private static int dimensions(JsonNode request) {
        return request.path("dimensions").asInt(DIMENSIONS);
    }

    private static float[] vector(long seed, int dimensions) {
        SplittableRandom draw = new SplittableRandom(seed);
        double[] raw = draw.doubles(dimensions, -1, 1).toArray();
        double length = 0;
        for (double coordinate : raw) {
            length += coordinate * coordinate;
        }
        length = Math.sqrt(length);
        float[] unit = new float[dimensions];
        for (int axis = 0; axis < dimensions; axis++) {
            unit[axis] = (float) (raw[axis] / length);
        }
        return unit;
    }

    private static void append(StringBuilder json, float[] vector) {
        char separator = '[';
        for (float coordinate : vector) {
            json.append(separator).append(coordinate);
            separator = ',';
        }
        json.append(']');
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
