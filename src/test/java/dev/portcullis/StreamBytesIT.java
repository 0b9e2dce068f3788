package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.Recordings;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes through the whole program comes out as the same bytes, in both directions. */
class StreamBytesIT {

    private static final String CHAT = "/v1/chat/completions";
    private static final String WITH_USAGE = ",\"stream\":true,\"stream_options\":{\"include_usage\":true}";
    private static final String AZURE_KEY = "azure-key";
    private static SimulatedProvider simulated;
    private static ReplayProvider replay;
    private static PackagedGateway gateway;

    @BeforeAll
    static void start() {
        simulated = new SimulatedProvider();
        replay = new ReplayProvider();
        GatewayFile file = new GatewayFile().provider("simulator", simulated.baseUrl(), "")
                .provider("replay", replay.url("/v1"), "")
                .provider("azure", "azure-openai", replay.url(""), ", api-version: 2024-10-21, api-key: " + AZURE_KEY)
                .single("recorded", "replay", "recorded")
                .single("deployed", "azure", "our-deployment");
        splits().forEach(split -> file.single(split, "simulator", upstream(split)));
        gateway = PackagedGateway.start(file.toString());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        replay.close();
        simulated.close();
    }

    static Stream<Path> recordings() {
        return Recordings.streams("openai-chat", "openai-compatible", "openai-completions").stream();
    }

    static Stream<String> splits() {
        return Stream.of("chunk=1", "chunk=random", "line=crlf", "chunk=1;line=crlf");
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void everyRecordedStreamReachesTheCallerAsTheSameBytes(Path recording) {
        String sent = Buffer.buffer(Recordings.read(recording)).toString();
        replay.streams(Buffer.buffer(sent), new Random(7));

        HttpResponse<String> answer = recording.toString().contains("openai-completions")
                ? gateway.post("/v1/completions", "{\"model\":\"recorded\",\"prompt\":\"Hello\"" + WITH_USAGE + "}")
                : gateway.post(CHAT, RawCall.body("recorded", WITH_USAGE));

        String name = recording.getFileName().toString();
        if (name.contains("first-chunk")) {
            assertEquals(502, answer.statusCode(), answer.body());
        } else if (name.contains("error")) {
            // The provider's own error ends the stream; only a [DONE] may have been left out.
            assertTrue(sent.startsWith(answer.body()) && answer.body().contains("\"error\":"), answer.body());
            assertEquals("data: [DONE]", sent.substring(answer.body().length()).strip());
        } else if (name.contains("malformed")) {
            assertEndsInAnError(sent + "\n\n", answer.body());
        } else if (name.contains("cut")) {
            // A last event that was cut in its data is dropped, as every reader of SSE does.
            assertEndsInAnError(sent.substring(0, sent.lastIndexOf("\n\n") + 2), answer.body());
        } else {
            assertEquals(sent, answer.body());
        }
    }

    @ParameterizedTest
    @MethodSource("splits")
    void theSimulatorsStreamPassesUnchangedHoweverItIsCut(String split) throws Exception {
        String direct;
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            direct = client.send(HttpRequest.newBuilder(URI.create(simulated.baseUrl() + "/chat/completions"))
                    .POST(HttpRequest.BodyPublishers.ofString(RawCall.body(upstream(split), WITH_USAGE))).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
        }
        assertTrue(direct.endsWith(split.contains("crlf") ? "[DONE]\r\n\r\n" : "[DONE]\n\n"), direct);
        assertEquals(withoutIdentity(direct), withoutIdentity(gateway.post(CHAT, RawCall.body(split, WITH_USAGE)).body()));
    }

    @Test
    void usageIsAskedForAndNothingElseChanges() {
        assertEquals("{\"model\":\"recorded\",\"messages\":[], \"stream\":true,\"new\":[1.0 ,\"é\"]"
                        + ",\"stream_options\":{\"include_usage\":true}}",
                asSent("{\"model\":\"recorded\",\"messages\":[], \"stream\":true,\"new\":[1.0 ,\"é\"]}"));
        assertEquals("{\"stream_options\":{\"include_usage\":true,\"more\": 1},\"model\":\"recorded\",\"messages\":[],\"stream\":true}",
                asSent("{\"stream_options\":{\"more\": 1},\"model\":\"recorded\",\"messages\":[],\"stream\":true}"));
        for (String untouched : List.of("{\"model\":\"recorded\",  \"messages\":[ ]}",
                "{\"model\":\"recorded\" ,\"messages\":[],\"stream\":true,\"stream_options\":{\"include_usage\":true}}")) {
            assertEquals(untouched, asSent(untouched));
        }
    }

    @Test
    void anAzureDeploymentIsAskedInItsOwnWayWithTheCallersBytes() {
        replay.answers("{\"object\":\"chat.completion\",\"choices\":[]}");
        String body = "{ \"model\": \"deployed\", \"messages\": [ ], \"temperature\":0.10, \"new\": {\"é\" : null} }";

        assertEquals(200, gateway.post(CHAT, body, "authorization", "Bearer callers-key").statusCode());

        assertEquals("/openai/deployments/our-deployment/chat/completions?api-version=2024-10-21", replay.asked().uri());
        assertEquals(AZURE_KEY, replay.asked().headers().get("api-key"));
        assertFalse(replay.asked().headers().contains("authorization"), "the caller's key stays here");
        assertEquals(body, replay.asked().body().toString());
    }

    private static String upstream(String split) {
        return "demo;seed=7;tokens=200;" + split;
    }

    private static String asSent(String body) {
        replay.streams(Buffer.buffer("data: {\"choices\":[]}\n\ndata: [DONE]\n\n"), new Random(7));
        assertEquals(200, gateway.post(CHAT, body).statusCode());
        return replay.asked().body().toString();
    }

    private static void assertEndsInAnError(String expected, String body) {
        assertTrue(body.startsWith(expected + "data: {\"error\":{"), body);
        assertEquals(body.length() - 2, body.indexOf("\n\n", expected.length()), "nothing follows the error");
        assertFalse(body.contains("[DONE]"), body);
    }

    /** Each request has its own id and second. */
    private static String withoutIdentity(String stream) {
        return stream.replaceAll("\"id\":\"[^\"]*\"", "\"id\":\"\"").replaceAll("\"created\":[0-9]+", "\"created\":0");
    }
}
