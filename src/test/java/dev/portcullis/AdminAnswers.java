package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;

/** What the control plane of a packaged gateway answers. */
final class AdminAnswers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private AdminAnswers() {
    }

    /** The JSON at a path, whatever the status. */
    static JsonNode json(PackagedGateway gateway, String path) {
        try {
            return JSON.readTree(gateway.admin("GET", path, null).body());
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** That it is this error. */
    static void error(HttpResponse<String> answer, int status, String code, String param) throws JsonProcessingException {
        assertEquals(status, answer.statusCode(), answer.body());
        JsonNode error = JSON.readTree(answer.body()).get("error");
        assertEquals(code, error.get("code").textValue(), answer.body());
        assertEquals(param, error.get("param").textValue(), answer.body());
    }
}
