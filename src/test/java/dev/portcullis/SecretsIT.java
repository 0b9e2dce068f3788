package dev.portcullis;

import static dev.portcullis.Siege.CHAT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers write must not get into the log, the metrics or other people's terminals. */
class SecretsIT {

    private static final String CANARY = "canary-7f3a";
    private static final String CALL_LINE = " endpoint=";
    private static PackagedGateway gateway;

    @BeforeAll
    static void start() {
        gateway = PackagedGateway.start(Siege.yaml("failing: demo;fault=status:500", "broken: demo;fault=garbage"));
    }

    @AfterAll
    static void lift() throws IOException {
        Siege.lift(gateway);
    }

    @Test
    void neitherPromptNorKeyNorHeaderIsLoggedOrCounted() throws IOException {
        for (String model : new String[] {"demo", "failing", "broken", "nope"}) {
            for (boolean stream : new boolean[] {false, true}) {
                byte[] body = Siege.chat(model, stream).replace("Hello", CANARY).getBytes(StandardCharsets.UTF_8);
                RawResponse answer = Siege.post(gateway, body, "x-secret: " + CANARY, "cookie: " + CANARY, "x-portcullis-user: " + CANARY,
                        "x-request-id: <" + CANARY + ">", "user-agent: " + CANARY);
                assertFalse(answer.toString().contains(CANARY), answer::toString);
            }
        }
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(RawClient.request(CHAT.replace(Siege.KEY, CANARY), new byte[0]));
            RawResponse stranger = client.read().assertError(401, "invalid_api_key");
            assertFalse(stranger.toString().contains(CANARY), stranger::toString);
        }
        Siege.post(gateway, "{\"model\":\"" + CANARY + "\",\"messages\":[1]}").assertError(404, "model_not_found");
        Siege.post(gateway, "{\"model\":\"demo\",\"messages\":" + CANARY + "}").assertError(400, "invalid_json");
        gateway.get("/v1/" + CANARY + "?key=" + CANARY);
        gateway.get("/" + CANARY);
        for (String leak : new String[] {CANARY, Siege.KEY}) {
            assertFalse(gateway.log().contains(leak), gateway::log);
            assertFalse(gateway.get("/q/metrics").body().contains(leak));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "a'b", "a b", "<script>", "a%0ab", "\u00e9", "", "a,b", "a=b"})
    void anIdThatIsNotSaneIsReplaced(String id) throws IOException {
        RawResponse answer = Siege.post(gateway, Siege.HELLO.getBytes(StandardCharsets.UTF_8), "x-request-id: " + id);
        assertTrue(answer.header("x-request-id").orElseThrow().matches("req_[0-9a-f]{32}"), answer::toString);
    }

    @Test
    void anIdOf5KiBIsReplacedAndASaneOneKept() throws IOException {
        byte[] body = Siege.HELLO.getBytes(StandardCharsets.UTF_8);
        String tooLong = "a".repeat(5 * 1024);
        assertNotEquals(tooLong, Siege.post(gateway, body, "x-request-id: " + tooLong).header("x-request-id").orElseThrow());
        assertEquals("order-66:a.b_c", Siege.post(gateway, body, "x-request-id: order-66:a.b_c").header("x-request-id").orElseThrow());
    }

    @Test
    void noCallerCanWriteALineOfTheirOwn() throws IOException {
        long lines = callLines();
        String forged = "\\r\\n2026-01-01T00:00:00.000Z INFO id=forged";
        Siege.post(gateway, "{\"model\":\"" + forged + "\",\"user\":\"" + forged + "\",\"messages\":[1]}");
        gateway.get("/v1/models/a%0d%0atime=2026%20id=forged");
        gateway.get("/v1/a%0d%0atime=2026%20id=forged");
        gateway.await("a line a call", () -> callLines() == lines + 3);
        assertFalse(gateway.log().contains("forged"), gateway::log);
    }

    @Test
    void whatCallersMakeUpAddsNoRowsToTheMetrics() throws IOException {
        byte[] nothing = new byte[0];
        try (RawClient client = new RawClient(gateway.port())) {
            String[] kinds = {"POST /v1/chat/completions", "GET /v1/nope%d", "GET /nope%d", "GET /v1/models/nope%d", "METHOD%d /v1/models"};
            int rows = 0;
            for (int i = 0; i < 2_000; i++) {
                byte[] body = i % kinds.length == 0 ? Siege.chat("nope" + i, false).getBytes(StandardCharsets.UTF_8) : nothing;
                String line = kinds[i % kinds.length].formatted(i);
                int status = client.send(RawClient.request(CHAT.replace("POST /v1/chat/completions", line), body)).read().status();
                assertTrue(status == 404 || status == 405, line);
                if (i == kinds.length - 1) {
                    rows = rows();
                }
            }
            assertEquals(rows, rows());
        }
    }

    private static long callLines() {
        return gateway.log().lines().filter(line -> line.contains(CALL_LINE)).count();
    }

    /** A call is counted when it is over, a moment after its answer has come. */
    private static int rows() {
        gateway.await("every call is over", () -> gateway.metric("portcullis_open_calls") == 0);
        return (int) gateway.get("/q/metrics").body().lines().filter(line -> line.startsWith("portcullis_") || line.startsWith("http_")).count();
    }
}
