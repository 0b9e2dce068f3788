package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A response as it came. @param head status line and headers, with their line ends */
record RawResponse(String head, String body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    int status() {
        return Integer.parseInt(head.split(" ", 3)[1]);
    }

    Optional<String> header(String name) {
        return head.lines().skip(1).filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip()).findFirst();
    }

    /** Fails unless this is an error as the contract writes it. */
    RawResponse assertError(int status, String code) {
        assertEquals(status, status(), this::toString);
        assertTrue(header("content-type").orElse("").startsWith("application/json"), this::toString);
        assertTrue(header("x-request-id").isPresent() && header("server-timing").isPresent(), this::toString);
        try {
            JsonNode error = JSON.readTree(body).path("error");
            List<String> fields = new ArrayList<>();
            error.fieldNames().forEachRemaining(fields::add);
            assertEquals(List.of("message", "type", "param", "code"), fields, this::toString);
            assertEquals(code, error.path("code").asText(), this::toString);
            assertTrue(!error.path("message").asText().isBlank() && !body.contains("\\tat "), this::toString);
        } catch (JsonProcessingException notJson) {
            throw new AssertionError(toString(), notJson);
        }
        return this;
    }
}
