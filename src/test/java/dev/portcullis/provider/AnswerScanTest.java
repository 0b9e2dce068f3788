package dev.portcullis.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.pipeline.Recordings;
import dev.portcullis.pipeline.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AnswerScanTest {

    @Test
    void findsWhatAWholeParserFindsInEveryRecordedAnswer() throws IOException {
        int withUsage = 0;
        for (Path recording : Recordings.answers()) {
            byte[] bytes = Recordings.read(recording);
            Optional<AnswerScan> scan = AnswerScan.of(bytes);
            if (recording.toString().contains("malformed")) {
                assertTrue(scan.isEmpty());
                continue;
            }
            JsonNode whole = new ObjectMapper().readTree(bytes);
            assertEquals(whole.hasNonNull("error"), scan.orElseThrow().error(), recording.toString());
            if (whole.path("usage").isObject()) {
                withUsage++;
                JsonNode usage = whole.get("usage");
                assertEquals(Usage.of(usage.path("prompt_tokens").asLong(), usage.at("/prompt_tokens_details/cached_tokens").asLong(),
                        usage.path("completion_tokens").asLong(), usage.at("/completion_tokens_details/reasoning_tokens").asLong()),
                        scan.get().usage().orElseThrow(), recording.toString());
            }
        }
        assertTrue(withUsage > 20, "recordings with usage: " + withUsage);
    }

    @Test
    void anErrorsStatusComesFromItsCodeOrItsType() {
        assertEquals(OptionalInt.of(402), status("{\"error\":{\"message\":\"m\",\"code\":402}}"));
        assertEquals(OptionalInt.of(400), status("{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"x\"}}"));
        assertEquals(OptionalInt.of(429), status("{\"error\":{\"code\":\"rate_limit_exceeded\"},\"choices\":[]}"));
        assertEquals(OptionalInt.empty(), status("{\"error\":{\"type\":\"server_error\"}}"));
        assertEquals(OptionalInt.empty(), status("{\"error\":\"text\"}"));
        assertEquals(OptionalInt.empty(), status("{\"error\":{\"code\":99999999999}}"));
    }

    @Test
    void countsThatAreNoCountsPoisonNothing() {
        assertEquals(Usage.of(0, 0, 0, 0),
                scan("{\"usage\":{\"prompt_tokens\":-5,\"completion_tokens\":\"7\",\"prompt_tokens_details\":[1]}}").usage().orElseThrow());
        assertTrue(scan("{\"usage\":null}").usage().isEmpty());
        assertEquals(Usage.of(0, 0, 3, 0),
                scan("{\"usage\":{\"prompt_tokens\":99999999999999999999999,\"completion_tokens\":3}}").usage().orElseThrow());
    }

    @Test
    void wordsInsideTheAnswersTextMeanNothing() {
        AnswerScan scan = scan("{\"choices\":[{\"message\":{\"content\":\"{\\\"error\\\":1}\",\"error\":1,\"usage\":{\"prompt_tokens\":1}}}]}");
        assertFalse(scan.error());
        assertFalse(scan.choicesEmpty());
        assertTrue(scan.usage().isEmpty());
    }

    private static OptionalInt status(String json) {
        AnswerScan scan = scan(json);
        assertTrue(scan.error());
        return scan.errorStatus();
    }

    private static AnswerScan scan(String json) {
        return AnswerScan.of(bytes(json)).orElseThrow();
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
