package dev.portcullis.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.pipeline.Recordings;
import dev.portcullis.pipeline.SseEvent;
import dev.portcullis.pipeline.SseEvents;
import dev.portcullis.pipeline.tokens.TextSample;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTextTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> WRITTEN = Set.of("content", "text", "arguments", "reasoning_content", "reasoning", "refusal", "name");

    @Test
    void findsInEveryRecordedStreamWhatAWholeParserFinds() throws IOException {
        int withText = 0;
        for (Path recording : Recordings.streams("openai-chat", "openai-compatible", "openai-completions")) {
            StringBuilder expected = new StringBuilder();
            TextSample found = new TextSample();
            SseEvents events = new SseEvents();
            List<SseEvent> all = events.feed(Buffer.buffer(Recordings.read(recording)));
            for (SseEvent event : all) {
                Optional<byte[]> data = event.data();
                if (data.isEmpty() || !new String(data.get(), StandardCharsets.UTF_8).startsWith("{")) {
                    continue;
                }
                boolean telling = AnswerText.look(data.get(), found);
                Optional<AnswerScan> scan = AnswerScan.of(data.get());
                if (scan.isPresent()) {
                    collect(JSON.readTree(data.get()).path("choices"), "", expected);
                    assertTrue(telling || scan.get().usage().isEmpty() && !scan.get().error(), recording.toString());
                }
            }
            String text = expected.toString();
            withText += text.isEmpty() ? 0 : 1;
            if (!recording.toString().contains("malformed")) {
                assertTrue(text.startsWith(found.text()) && found.keptBytes() == Math.min(found.bytes(), TextSample.KEPT), recording.toString());
                assertEquals(text.isEmpty(), found.bytes() == 0, recording.toString());
            }
        }
        assertTrue(withText > 15, "streams with text: " + withText);
    }

    @Test
    void findsInEveryRecordedAnswerWhatAWholeParserFinds() throws IOException {
        for (Path recording : Recordings.answers("openai-chat", "openai-compatible", "openai-completions")) {
            if (recording.toString().contains("malformed")) {
                continue;
            }
            byte[] bytes = Recordings.read(recording);
            TextSample found = new TextSample();
            AnswerText.look(bytes, found);
            StringBuilder expected = new StringBuilder();
            collect(JSON.readTree(bytes).path("choices"), "", expected);
            assertTrue(expected.toString().startsWith(found.text()), recording + ": " + found.text());
            assertEquals(expected.isEmpty(), found.bytes() == 0, recording.toString());
        }
    }

    private static void collect(JsonNode node, String key, StringBuilder text) {
        if (node.isTextual() && WRITTEN.contains(key)) {
            text.append(node.textValue());
        }
        if (node.isObject()) {
            node.properties().forEach(field -> {
                if (!field.getKey().equals("reasoning_details")) {
                    collect(field.getValue(), field.getKey(), text);
                }
            });
        }
        if (node.isArray()) {
            node.forEach(item -> collect(item, key, text));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"choices\":[{\"delta\":{\"content\":\"Hello\"}}],\"usage\":null} | Hello",
        "{ \"choices\" : [ { \"delta\" : { \"content\" : \"Hello\" } } ] } | Hello",
        "{\"choices\":[{\"text\":\"Hel\"},{\"text\":\"lo\"}]} | Hello",
        "{\"choices\":[{\"message\":{\"tool_calls\":[{\"id\":\"call_1\",\"function\":{\"name\":\"open\",\"arguments\":\"{}\"}}]}}]} | open{}",
        "{\"choices\":[{\"delta\":{\"reasoning\":\"Hm\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"Hm\"}],\"content\":\".\"}}]} | Hm.",
        "{\"choices\":[{\"delta\":{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"Hm\"}]}]}}]} | Hm",
        "{\"choices\":[{\"delta\":{\"content\":\"a \\\"quote\\\" \"}}],\"x\":{\"content\":\"not this\"}} | a \"quote\" ",
        "{\"content\":\"not this\",\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":null}}],\"text\":\"nor this\"} | ``",
        "{\"choices\":[{\"logprobs\":{\"content\":[{\"token\":\"not this\"}]}}]} | ``",
    })
    void takesWhatTheModelWroteAndNothingElse(String json, String expected) {
        TextSample found = new TextSample();
        assertFalse(AnswerText.look(json.getBytes(StandardCharsets.UTF_8), found));
        assertEquals(expected.replace("``", "").strip(), found.text().strip());
    }

    @Test
    void tellsOfUsageAndErrorsThatAreThere() {
        for (String telling : List.of("{\"usage\":{}}", "{\"usage\" : {}}", "{\"choices\":[{}],\"usage\":7}", "{\"error\":\"no\"}", "{\"error\":{}}",
                "{\"x_groq\":{\"usage\":{}}}", "{\"choices\":[{\"a\":\"}\"}],\"error\":1}")) {
            assertTrue(AnswerText.look(telling.getBytes(StandardCharsets.UTF_8), new TextSample()), telling);
        }
        for (String silent : List.of("", "{}", "{\"usage\":null,\"error\":null}", "{\"usage\": null}", "{\"x\":{\"error\":1}}",
                "{\"choices\":[{\"delta\":{\"content\":\"\\\"usage\\\":{}\"}}]}", "{\"x\":\"usage\"}", "[DONE]")) {
            assertFalse(AnswerText.look(silent.getBytes(StandardCharsets.UTF_8), new TextSample()), silent);
        }
    }

    @Property
    void anyBytesAreSurvived(@ForAll byte[] bytes) {
        TextSample found = new TextSample();
        AnswerText.look(bytes, found);
        assertTrue(found.bytes() <= bytes.length);
    }

    @Property
    void anythingThatIsCutOffIsSurvived(@ForAll("cut") byte[] bytes) {
        TextSample found = new TextSample();
        AnswerText.look(bytes, found);
        found.text();
    }

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<byte[]> cut() {
        byte[] whole = "{\"choices\":[{\"delta\":{\"content\":\"a\\\"\\u00e9\\\\中😀\",\"reasoning_details\":[{\"text\":\"x\"}]}}],\"usage\" : {\"a\":1}}"
                .getBytes(StandardCharsets.UTF_8);
        return net.jqwik.api.Arbitraries.integers().between(0, whole.length).map(length -> java.util.Arrays.copyOf(whole, length));
    }
}
