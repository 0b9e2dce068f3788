package dev.portcullis.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.simulator.SimulatorClient.Reply;
import dev.portcullis.simulator.wire.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SimulatorWireTest {
    private static final String TOOLS = """
            "tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object",
            "properties":{"city":{"type":"string"},"unit":{"enum":["celsius"]}},"required":["city","unit"]}}},
            {"type":"function","function":{"name":"clock"}}]""";
    private static SimulatorClient client;

    @BeforeAll
    static void start() {
        client = new SimulatorClient(SimulatorSettings.DEFAULTS);
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    @Test
    void answersAChatWhole() {
        Reply reply = client.chat("demo;tokens=9", "");
        JsonNode json = reply.json();
        assertEquals("application/json", reply.type());
        assertEquals("chat.completion", json.path("object").asText());
        assertEquals("demo", json.path("model").asText());
        assertTrue(json.path("id").asText().startsWith("chatcmpl-"));
        assertEquals("assistant", json.at("/choices/0/message/role").asText());
        assertEquals("stop", json.at("/choices/0/finish_reason").asText());
        assertEquals(List.of(4, 9, 13), List.of(json.at("/usage/prompt_tokens").asInt(),
                json.at("/usage/completion_tokens").asInt(), json.at("/usage/total_tokens").asInt()));
    }

    @Test
    void saysNothingOrNonsenseOfItsTokens() {
        String asked = "\"stream\":true,\"stream_options\":{\"include_usage\":true}";
        assertTrue(client.chat("demo;usage=none", "").json().path("usage").isMissingNode());
        assertTrue(client.chat("demo;usage=none", asked).chunks().stream().allMatch(chunk -> chunk.path("usage").isMissingNode()));
        assertEquals(-7, client.chat("demo;usage=nonsense", "").json().at("/usage/prompt_tokens").asInt());
        assertEquals(-7, client.chat("demo;usage=nonsense", asked).chunks().getLast().at("/usage/prompt_tokens").asInt());
    }

    @Test
    void streamsWhatItWouldAnswerWhole() {
        List<JsonNode> chunks = client.chat("demo;tokens=40", "\"stream\":true,\"n\":2").chunks();
        JsonNode whole = client.chat("demo;tokens=40", "\"n\":2").json();
        for (int choice = 0; choice < 2; choice++) {
            int index = choice;
            String streamed = chunks.stream().filter(chunk -> chunk.at("/choices/0/index").asInt() == index)
                    .map(chunk -> chunk.at("/choices/0/delta/content").asText("")).collect(Collectors.joining());
            assertEquals(whole.at("/choices/" + choice + "/message/content").asText(), streamed);
        }
    }

    @Test
    void streamsRoleThenContentThenFinishThenDone() {
        Reply reply = client.chat("demo;tokens=2", "\"stream\":true");
        List<JsonNode> chunks = reply.chunks();
        assertEquals("text/event-stream; charset=utf-8", reply.type());
        assertEquals("assistant", chunks.getFirst().at("/choices/0/delta/role").asText());
        assertEquals("stop", chunks.getLast().at("/choices/0/finish_reason").asText());
        assertEquals("[DONE]", reply.events().getLast());
        assertEquals(1 + 2 + 1, chunks.size());
        assertTrue(chunks.stream().noneMatch(chunk -> chunk.has("usage")));
        assertEquals(1, chunks.stream().map(chunk -> chunk.path("id").asText()).distinct().count());
    }

    @Test
    void endsWithUsageWhenAsked() {
        List<JsonNode> chunks = client.chat("demo;tokens=2", "\"stream\":true,\"stream_options\":{\"include_usage\":true}").chunks();
        assertEquals(0, chunks.getLast().path("choices").size());
        assertEquals(2, chunks.getLast().at("/usage/completion_tokens").asInt());
        assertTrue(chunks.subList(0, chunks.size() - 1).stream().allMatch(chunk -> chunk.path("usage").isNull()));
    }

    @Test
    void stopsAtMaxTokens() {
        for (String limit : List.of("max_tokens", "max_completion_tokens")) {
            JsonNode json = client.chat("demo;tokens=9", "\"" + limit + "\":3").json();
            assertEquals("length", json.at("/choices/0/finish_reason").asText());
            assertEquals(3, json.at("/usage/completion_tokens").asInt());
        }
    }

    @Test
    void echoesTheLastUserMessageInAnyCut() {
        String text = "naïve 👩‍🔬 \\\"quoted\\\"\\n\\tcafé";
        String messages = "\"messages\":[{\"role\":\"user\",\"content\":\"no\"},{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\""
                + text + "\"}]},{\"role\":\"assistant\",\"content\":\"x\"}]";
        String said = "naïve 👩‍🔬 \"quoted\"\n\tcafé";
        assertEquals(said, client.chat("m;echo", messages).json().at("/choices/0/message/content").asText());
        for (String cut : List.of("chunk=1", "chunk=3;line=crlf", "chunk=random", "chunk=event;head=early", "ttft=2ms;rate=900")) {
            String streamed = client.chat("m;echo;" + cut, "\"stream\":true," + messages).chunks().stream()
                    .map(chunk -> chunk.at("/choices/0/delta/content").asText("")).collect(Collectors.joining());
            assertEquals(said, streamed, cut);
        }
    }

    @Test
    void callsTheFirstFunctionWithArgumentsThatFit() {
        JsonNode choice = client.chat("m", TOOLS).json().at("/choices/0");
        assertEquals("tool_calls", choice.path("finish_reason").asText());
        assertTrue(choice.at("/message/content").isNull());
        assertEquals("weather", choice.at("/message/tool_calls/0/function/name").asText());
        assertEquals("{\"city\":\"Zürich\",\"unit\":\"celsius\"}", choice.at("/message/tool_calls/0/function/arguments").asText());
    }

    @Test
    void streamsParallelCallsAsDeltas() {
        List<JsonNode> chunks = client.chat("m;calls=2", "\"stream\":true," + TOOLS).chunks();
        for (int call = 0; call < 2; call++) {
            int index = call;
            List<JsonNode> deltas = chunks.stream().map(chunk -> chunk.at("/choices/0/delta/tool_calls/0"))
                    .filter(delta -> delta.path("index").asInt(-1) == index).toList();
            assertEquals(call == 0 ? "weather" : "clock", deltas.getFirst().at("/function/name").asText());
            assertTrue(deltas.stream().skip(1).noneMatch(delta -> delta.has("id")));
            String arguments = deltas.stream().map(delta -> delta.at("/function/arguments").asText()).collect(Collectors.joining());
            assertTrue(Json.object(arguments.getBytes(StandardCharsets.UTF_8)).isPresent(), arguments);
        }
        assertEquals("tool_calls", chunks.getLast().at("/choices/0/finish_reason").asText());
    }

    @Test
    void callsTheNamedFunctionAndNoneWhereNoneIsWanted() {
        String named = TOOLS + ",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"clock\"}}";
        assertEquals("clock", client.chat("m", named).json().at("/choices/0/message/tool_calls/0/function/name").asText());
        assertFalse(client.chat("m", TOOLS + ",\"tool_choice\":\"none\"").json().at("/choices/0/message").has("tool_calls"));
        assertFalse(client.chat("m", TOOLS + ",\"messages\":[{\"role\":\"tool\",\"content\":\"21\"}]").json()
                .at("/choices/0/message").has("tool_calls"));
        assertEquals(1, client.chat("m;calls=2", TOOLS + ",\"parallel_tool_calls\":false").json()
                .at("/choices/0/message/tool_calls").size());
    }

    @Test
    void answersInTheStructureAskedFor() {
        String schema = "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"x\",\"schema\":"
                + "{\"type\":\"object\",\"properties\":{\"age\":{\"type\":\"integer\"}},\"required\":[\"age\"]}}}";
        assertEquals("{\"age\":1}", client.chat("m", schema).json().at("/choices/0/message/content").asText());
        String object = client.chat("m", "\"response_format\":{\"type\":\"json_object\"}").json().at("/choices/0/message/content").asText();
        assertTrue(Json.object(object.getBytes(StandardCharsets.UTF_8)).isPresent(), object);
    }

    @Test
    void completesPrompts() {
        JsonNode whole = client.post("/v1/completions", "{\"model\":\"m;tokens=3\",\"prompt\":[\"a\",\"b\"],\"n\":2}").json();
        assertEquals("text_completion", whole.path("object").asText());
        assertEquals(4, whole.path("choices").size());
        Reply stream = client.post("/v1/completions", "{\"model\":\"m;tokens=3\",\"prompt\":\"a\",\"stream\":true,\"max_tokens\":2}");
        assertEquals("length", stream.chunks().getLast().at("/choices/0/finish_reason").asText());
        assertEquals(2, stream.chunks().size());
        assertEquals("[DONE]", stream.events().getLast());
    }

    @Test
    void embedsTheSameInputAsTheSameUnitVector() {
        JsonNode floats = client.post("/v1/embeddings", "{\"model\":\"e\",\"input\":[\"a\",\"b\",\"a\"],\"dimensions\":8}").json();
        assertEquals(floats.at("/data/0/embedding"), floats.at("/data/2/embedding"));
        double length = 0;
        for (JsonNode coordinate : floats.at("/data/1/embedding")) {
            length += coordinate.asDouble() * coordinate.asDouble();
        }
        assertEquals(1, length, 1e-6);
        assertEquals(3, floats.at("/usage/prompt_tokens").asInt());
        JsonNode base64 = client.post("/v1/embeddings",
                "{\"model\":\"e\",\"input\":\"b\",\"dimensions\":8,\"encoding_format\":\"base64\"}").json();
        float[] decoded = new float[8];
        ByteBuffer.wrap(Base64.getDecoder().decode(base64.at("/data/0/embedding").asText()))
                .order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(decoded);
        float[] written = new float[8];
        for (int axis = 0; axis < 8; axis++) {
            written[axis] = floats.at("/data/1/embedding/" + axis).floatValue();
        }
        assertArrayEquals(written, decoded);
        assertEquals(1, client.post("/v1/embeddings", "{\"model\":\"e\",\"input\":[5,6,7]}").json().path("data").size());
    }

    @Test
    void namesModels() {
        assertEquals("list", client.get("/v1/models").json().path("object").asText());
        assertEquals("org/name", client.get("/v1/models/org%2Fname;tokens=3").json().path("id").asText());
    }
}
