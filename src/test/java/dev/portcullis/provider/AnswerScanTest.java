package dev.portcullis.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.pipeline.Recordings;
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
                assertEquals(expected(whole.get("usage")), scan.get().usage().orElseThrow(), recording.toString());
            }
        }
        assertTrue(withUsage > 20, "recordings with usage: " + withUsage);
    }

    private static StatedUsage expected(JsonNode usage) {
        long input = usage.path("prompt_tokens").asLong(usage.path("input_tokens").asLong());
        long output = usage.path("completion_tokens").asLong(usage.path("output_tokens").asLong());
        long reasoning = usage.at("/completion_tokens_details/reasoning_tokens").asLong(usage.at("/output_tokens_details/reasoning_tokens").asLong());
        long hidden = Math.max(0, usage.path("total_tokens").asLong() - input - output);
        boolean any = input + output > 0;
        long cached = usage.at("/prompt_tokens_details/cached_tokens").asLong(usage.at("/input_tokens_details/cached_tokens")
                .asLong(usage.path("cached_tokens").asLong(usage.path("num_cached_tokens").asLong())));
        return new StatedUsage(any ? input : StatedUsage.NOT_STATED, cached, usage.at("/prompt_tokens_details/cache_write_tokens").asLong(),
                usage.at("/prompt_tokens_details/audio_tokens").asLong(), any ? output + hidden : StatedUsage.NOT_STATED, reasoning + hidden,
                usage.at("/completion_tokens_details/audio_tokens").asLong(), Optional.empty());
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
    void usageThatIsNoObjectIsNone() {
        assertTrue(scan("{\"usage\":null}").usage().isEmpty());
        assertTrue(scan("{\"usage\":[1]}").usage().isEmpty());
        assertTrue(scan("{\"usage\":7}").usage().isEmpty());
    }

    @Test
    void groqsOwnUsageCountsWhereThereIsNoOther() {
        assertEquals(210, scan("{\"choices\":[],\"x_groq\":{\"id\":\"r\",\"usage\":{\"prompt_tokens\":210,\"completion_tokens\":15}}}").usage().orElseThrow().input());
        assertEquals(7, scan("{\"x_groq\":{\"usage\":{\"prompt_tokens\":210}},\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":1}}").usage().orElseThrow().input());
        assertEquals(7, scan("{\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":1},\"x_groq\":{\"usage\":{\"prompt_tokens\":210}}}").usage().orElseThrow().input());
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
