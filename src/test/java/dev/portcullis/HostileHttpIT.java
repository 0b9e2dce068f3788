package dev.portcullis;

import static dev.portcullis.Siege.CHAT;
import static dev.portcullis.Siege.HELLO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP as no honest client writes it. */
class HostileHttpIT {

    private static final byte[] BODY = HELLO.getBytes(StandardCharsets.UTF_8);
    private static final String MODELS = "GET /v1/models HTTP/1.1\r\nhost: gateway\r\nauthorization: Bearer " + Siege.KEY + "\r\n\r\n";
    private static PackagedGateway gateway;

    @BeforeAll
    static void start() {
        gateway = PackagedGateway.start(Siege.yaml());
    }

    @AfterAll
    static void lift() throws IOException {
        Siege.lift(gateway);
    }

    @ParameterizedTest
    @CsvSource({"/v1/chat/completions, POST", "/v1/completions, POST", "/v1/embeddings, POST", "/v1/models, GET", "/v1/models/demo, GET"})
    void everyPathTakesItsMethodOnly(String path, String allowed) throws IOException {
        for (String method : new String[] {"OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "get", allowed.equals("GET") ? "POST" : "GET"}) {
            RawResponse no = ask(method + " " + path + " HTTP/1.1").assertError(405, "method_not_allowed");
            assertEquals(allowed, no.header("allow").orElseThrow());
        }
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("HEAD " + path + " HTTP/1.1\r\nhost: gateway\r\n\r\n" + MODELS);
            assertEquals(405, client.read(false).status());
            assertEquals(200, client.read().status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/v1/", "/v1/nope", "/v1/../v1/chat/completions", "//v1/chat/completions", "/v1//chat/completions",
        "/v1/chat/completions/", "/v1/chat%2fcompletions", "/v1/%63hat/completions", "/v1/..%2f..%2fq/metrics", "/v1/chat/completions;a=b",
        "/V1/chat/completions", "/v1;a=b/chat/completions", "/", "/nope", "/%00", "/Admin/v1/config", "/q/nope"})
    void whatNobodyServesIsNotFoundInJson(String path) throws IOException {
        ask("POST " + path + " HTTP/1.1").assertError(404, "unknown_url");
    }

    /** Was a status alone. */
    @ParameterizedTest
    @ValueSource(strings = {"/v1/%zz", "/v1/models/<script>", "/v1/models?a=%", "/v1/models/^1", "/admin/v1/prompts/greet/versions/^1.0", "/q/metrics/%",
        "/v1/chat/completions?a=^", "/nope\\", "/%", "/v1/models/{id}", "/v1/models/a|b"})
    void anAddressThatIsNoneIsRefusedInTheContractsWords(String path) throws IOException {
        ask("GET " + path + " HTTP/1.1").assertError(400, "invalid_value");
        ask("POST " + path + " HTTP/1.1").assertError(400, "invalid_value");
    }

    /** The router answers these before any route is asked: with a status, and nothing that could be mistaken for an answer. */
    @ParameterizedTest
    @ValueSource(strings = {"*", "v1/models"})
    void whatIsNoPathIsRefused(String path) throws IOException {
        RawResponse refused = ask("GET " + path + " HTTP/1.1");
        assertTrue(refused.status() == 400 || refused.status() == 404, refused::toString);
        assertEquals("", refused.body());
    }

    @Test
    void whatQuarkusServesIsLeftAlone() throws IOException {
        assertEquals(200, ask("GET /q/health/live HTTP/1.1").status());
        assertEquals(200, ask("GET /q/metrics HTTP/1.1").status());
    }

    /** Was Quarkus' own error body, with a stack trace's place in it, and a line of ERROR a request in the log. */
    @Test
    void aRequestWithoutAHostIsRefusedInTheContractsWords() throws IOException {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("GET /v1/models HTTP/1.1\r\n\r\n").read().assertError(400, "invalid_value");
            client.send("GET /v1/models HTTP/1.1\r\nhost: a b<>\r\n\r\n").read().assertError(400, "invalid_value");
        }
    }

    @Test
    void headersOf64KiBAreRefusedInTheContractsWords() throws IOException {
        ask("GET /v1/models HTTP/1.1\r\nx-long: " + "a".repeat(64 * 1024)).assertError(431, "request_headers_too_large");
        ask("GET /v1/models HTTP/1.1" + "\r\nx-many: a".repeat(7_000)).assertError(431, "request_headers_too_large");
    }

    @Test
    void headersWithoutEndEndTheConnection() throws IOException {
        try (RawClient client = new RawClient(gateway.port())) {
            client.sendMany(("GET /v1/models HTTP/1.1\r\nhost: gateway\r\nx-long: " + "a".repeat(200 * 1024)).getBytes(StandardCharsets.US_ASCII), 1);
            assertEquals(431, client.read().status());
            assertTrue(client.closed());
        }
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nhost: gateway\r\n\r\n"));
            assertEquals(414, client.read().status());
            assertTrue(client.closed());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"content-length: abc", "content-length: -5", "content-length: +5", "content-length: 99999999999999999999999",
        "content-length: 5\r\ncontent-length: 6", "content-length: 5, 6", "transfer-encoding : chunked", "transfer-encoding: \u000bchunked",
        "x-a: b\ntransfer-encoding: chunked", "x-a: b\rtransfer-encoding: chunked", "x-a: \u0000", "x a: b"})
    void aLengthThatCanBeReadInTwoWaysEndsTheConnection(String header) throws IOException {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(CHAT + "\r\n" + header + "\r\n\r\n0\r\n\r\n" + MODELS);
            assertEquals(400, client.read().status());
            assertTrue(client.closed(), "a second request was served");
        }
    }

    @Test
    void aChunkThatIsNoneEndsTheConnection() throws IOException {
        for (String chunk : new String[] {"zz\r\nabc", "-5\r\nabc", "ffffffffffffffff\r\nabc", "3;a\nb\r\nabc\r\n0\r\n\r\n"}) {
            try (RawClient client = new RawClient(gateway.port())) {
                client.send(CHAT + "\r\ntransfer-encoding: chunked\r\n\r\n" + chunk + MODELS);
                assertTrue(client.closed(), chunk);
            }
        }
    }

    @Test
    void whatIsNotHttpEndsTheConnection() throws IOException {
        for (String start : new String[] {"\u0016\u0003\u0001hello\r\n\r\n", "PROXY TCP4 1.2.3.4 1.2.3.4 1 2\r\n" + MODELS, "GET / HTTP/9.9\r\n\r\n",
            MODELS.replace("\r", "")}) {
            try (RawClient client = new RawClient(gateway.port())) {
                RawResponse refused = client.send(start).read();
                assertTrue(refused.status() == 400 || refused.status() == 501, refused::toString);
                assertTrue(client.closed());
            }
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(RawClient.request(CHAT, BODY)).send(MODELS).send(MODELS.replace("models", "nope")).send(RawClient.request(CHAT, BODY));
            assertTrue(client.read().body().contains("chat.completion"));
            assertTrue(client.read().body().contains("\"list\""));
            client.read().assertError(404, "unknown_url");
            assertTrue(client.read().body().contains("chat.completion"));
        }
    }

    @Test
    void oldAndClosingConnectionsGetTheirAnswerAndAreClosed() throws IOException {
        for (byte[] request : new byte[][] {RawClient.request(CHAT.replace("HTTP/1.1", "HTTP/1.0"), BODY),
            RawClient.request(CHAT + "\r\nconnection: close", BODY)}) {
            try (RawClient client = new RawClient(gateway.port())) {
                assertEquals(200, client.send(request).read().status());
                assertTrue(client.closed());
            }
        }
    }

    private static RawResponse ask(String head) throws IOException {
        try (RawClient client = new RawClient(gateway.port())) {
            return client.send(head + "\r\nhost: gateway\r\nauthorization: Bearer " + Siege.KEY + "\r\n\r\n").read();
        }
    }
}
