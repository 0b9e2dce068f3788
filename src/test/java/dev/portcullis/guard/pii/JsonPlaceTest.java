package dev.portcullis.guard.pii;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class JsonPlaceTest {

    private static final ObjectMapper PLAIN = new ObjectMapper();
    private static final ObjectMapper ESCAPED = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final PersonalData PERSONAL = PersonalData.standard();

    private static String redacted(String json) {
        return Redaction.redactJson(json, PERSONAL.find(json));
    }

    private static String streamed(String json, Random random) {
        RedactedStream stream = new RedactedStream(PERSONAL, (entity, value) -> "[" + entity.type() + "]", true);
        StringBuilder passed = new StringBuilder();
        for (int at = 0; at < json.length(); ) {
            int next = Math.min(json.length(), at + 1 + random.nextInt(5));
            passed.append(stream.push(json.substring(at, next)));
            at = next;
        }
        return passed.append(stream.end()).toString();
    }

    @Test
    void aNumberBecomesAStringAndAnEscapeStaysWhole() {
        assertEquals("{\"card\":\"[CREDIT_CARD]\",\"n\":1}", redacted("{\"card\":4111111111111111,\"n\":1}"));
        assertEquals("{\"to\":\"caf\\u00e9[EMAIL_ADDRESS]\"}", redacted("{\"to\":\"caf\\u00e9jane@example.org\"}"));
        assertEquals("{\"to\":\"a\\n[EMAIL_ADDRESS]\"}", redacted("{\"to\":\"a\\njane@example.org\"}"));
    }

    @Test
    void whatIsNoJsonIsLeftAsText() {
        assertEquals("to \"x\" [EMAIL_ADDRESS]", redacted("to \"x\" jane@example.org"));
        assertEquals("", redacted(""));
    }

    /** Of arguments in the history a value was kept with its escapes, and came back with those escaped once more. */
    @Test
    void aValueIsKeptAsWhatItSays() throws JsonProcessingException {
        String key = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj\n-----END PRIVATE KEY-----";
        String json = PLAIN.writeValueAsString(PLAIN.createObjectNode().put("key", key));
        Restoration restoration = new Restoration(List.of(json));
        String hidden = restoration.redactJson(json, PERSONAL.find(json));
        assertEquals("{\"key\":\"[SECRET_1]\"}", hidden);
        assertEquals(key, PLAIN.readTree(restoration.restoreJson(hidden)).path("key").asText());
        assertEquals("with " + key, restoration.restore("with [SECRET_1]"));
        assertEquals("a\"b\\c/d\u00e9\\x \\u12", JsonPlace.unescaped("a\\\"b\\\\c\\/d\\u00e9\\x \\u12"));
    }

    @Property(tries = 500)
    void aDocumentStaysOneAndComesBack(@ForAll("documents") ObjectNode document, @ForAll long seed) throws JsonProcessingException {
        for (ObjectMapper mapper : new ObjectMapper[] {PLAIN, ESCAPED}) {
            String json = mapper.writeValueAsString(document);
            String redacted = redacted(json);
            assertEquals(document.size(), PLAIN.readTree(redacted).size(), redacted);
            assertEquals(redacted, streamed(json, new Random(seed)));
            Restoration restoration = new Restoration(List.of(json));
            JsonNode back = PLAIN.readTree(restoration.restoreJson(restoration.redactJson(json, PERSONAL.find(json))));
            document.properties().forEach(field -> assertEquals(field.getValue().asText(), back.path(field.getKey()).asText()));
        }
    }

    @Provide
    Arbitrary<ObjectNode> documents() {
        Arbitrary<String> values = Arbitraries.of("jane.doe@example.org", "4111 1111 1111 1111", "192.168.10.44", "+1 415 555 2671", "[EMAIL_ADDRESS_1]");
        Arbitrary<String> words = Arbitraries.of("\u00e9", "\n", "\t", "\\", "\"", " ", "mail ", "\u00a0", "{", "}", "x", ", ");
        Arbitrary<String> texts = Arbitraries.frequencyOf(Tuple.of(1, values), Tuple.of(3, words)).list().ofMaxSize(6).map(parts -> String.join("", parts));
        Arbitrary<Long> numbers = Arbitraries.of(4111111111111111L, 14155552671L, 1L);
        return texts.list().ofMaxSize(4).flatMap(some -> numbers.list().ofMaxSize(2).map(more -> {
            ObjectNode document = PLAIN.createObjectNode();
            some.forEach(text -> document.put("t" + document.size(), text));
            more.forEach(number -> document.put("n" + document.size(), number));
            return document;
        }));
    }
}
