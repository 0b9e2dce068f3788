package dev.portcullis;

import static dev.portcullis.HostileProvider.says;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers that answer as no honest provider does. */
class HostileProviderIT {

    private static final String GOOD = "{\"id\":\"x\",\"object\":\"chat.completion\",\"choices\":[]}";
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String JSON = "content-type: application/json\r\ncontent-length: " + GOOD.length() + "\r\n\r\n" + GOOD;
    private static final String EVENTS = OK + "content-type: text/event-stream\r\n";
    private static final int MEBIBYTE = 1 << 20;
    private static final Map<String, HostileProvider.Misdeed> MISDEEDS = Map.ofEntries(
            Map.entry("garbage", says("SSH-2.0-OpenSSH_9.2\r\n\r\n")),
            Map.entry("silence", says("")),
            Map.entry("html", says(OK + "content-type: text/html\r\ncontent-length: 13\r\n\r\n<html></html>")),
            Map.entry("endless-headers", out -> {
                out.write(OK.getBytes(StandardCharsets.US_ASCII));
                for (int i = 0; i < 100_000; i++) {
                    out.write(("x-" + i + ": " + "a".repeat(100) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                }
            }),
            Map.entry("short", says(OK + "content-length: 1000\r\n\r\n" + GOOD)),
            Map.entry("compressed", says(OK + "content-encoding: gzip\r\ncontent-length: 4\r\n\r\n\u001f\u0008\u0008\u0000")),
            Map.entry("redirect", says("HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n")),
            Map.entry("switching", says("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n")),
            Map.entry("no-content", says("HTTP/1.1 204 No Content\r\n\r\n")),
            Map.entry("deep", says(OK + "content-length: 100000\r\n\r\n" + "[".repeat(100_000))),
            Map.entry("two-lengths", says(OK + "content-length: 5\r\n" + JSON)),
            Map.entry("error-event", says(EVENTS + "\r\nevent: error\ndata: {\"error\":{\"message\":\"no\",\"type\":\"server_error\"}}\n\n")),
            Map.entry("early-hints", says("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" + OK + JSON)),
            Map.entry("http10", says("HTTP/1.0 200 OK\r\ncontent-type: application/json\r\n\r\n" + GOOD)),
            Map.entry("closes", says(OK + JSON)),
            Map.entry("talkative", says(OK + "set-cookie: a=b\r\nx-internal: 10.0.0.1\r\nx-ratelimit-remaining-requests: 7\r\nserver: secret\r\n"
                    + "openai-organization: acme\r\nx-request-id: theirs\r\nserver-timing: theirs\r\n" + JSON)),
            Map.entry("endless-answer", out -> {
                out.write((OK + "content-type: application/json\r\n\r\n{\"a\":\"").getBytes(StandardCharsets.US_ASCII));
                byte[] part = "a".repeat(MEBIBYTE).getBytes(StandardCharsets.US_ASCII);
                while (true) {
                    out.write(part);
                }
            }),
            Map.entry("endless-event", out -> {
                out.write((EVENTS + "\r\ndata: ").getBytes(StandardCharsets.US_ASCII));
                byte[] part = "a".repeat(MEBIBYTE).getBytes(StandardCharsets.US_ASCII);
                for (int i = 0; i < 10; i++) {
                    out.write(part);
                }
            }));
    private static HostileProvider provider;
    private static PackagedGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        provider = new HostileProvider(MISDEEDS);
        StringBuilder yaml = new StringBuilder(Siege.yaml());
        MISDEEDS.keySet().forEach(model -> yaml.append("  ").append(model)
                .append(": { targets: { only: { provider: hostile } }, retries: 0 }\n"));
        String providers = "providers:\n  hostile: { dialect: openai, base-url: \"http://127.0.0.1:" + provider.port()
                + "/v1\", api-key: operators-own, timeouts: { first-byte: 2s, idle: 2s, total: 10s } }\n";
        gateway = PackagedGateway.start(yaml.toString().replace("providers:\n", providers));
    }

    @AfterAll
    static void lift() throws IOException {
        provider.close();
        Siege.lift(gateway);
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "silence", "html", "endless-headers", "short", "compressed", "redirect", "switching", "no-content", "deep",
        "two-lengths", "error-event"})
    void whatIsNoAnswerIsABadGateway(String model) throws IOException {
        Siege.post(gateway, Siege.chat(model, false)).assertError(502, "upstream_error");
        assertTrue(provider.heads().stream().allMatch(head -> head.startsWith("POST /v1/chat/completions ")), "a redirect was followed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"early-hints", "http10"})
    void whatIsUnusualButHttpIsUnderstood(String model) throws IOException {
        RawResponse answer = Siege.post(gateway, Siege.chat(model, false));
        assertEquals(200, answer.status(), answer::toString);
        assertEquals(GOOD, answer.body());
    }

    @Test
    void aConnectionThatTheProviderHasClosedIsNotUsedAgain() throws IOException {
        for (int i = 0; i < 20; i++) {
            int before = provider.hungUp();
            assertEquals(200, Siege.post(gateway, Siege.chat("closes", false)).status());
            gateway.await("the gateway to see the end", () -> provider.hungUp() > before);
        }
    }

    /** A connection that closed while it was idle failed the call that met it, and five of those opened the breaker of a healthy provider. */
    @Test
    void aConnectionThatClosesAtTheWrongMomentFailsNoCallAndOpensNoBreaker() {
        for (int i = 0; i < 300; i++) {
            HttpResponse<String> answer = gateway.post("/v1/chat/completions", Siege.chat("closes", false), "x-api-key", Siege.KEY);
            assertEquals(200, answer.statusCode(), answer::body);
        }
        assertEquals(0, gateway.metric("portcullis_breaker_state", "target=\"closes/only\""));
    }

    @Test
    void theProvidersOwnHeadersStayWithIt() throws IOException {
        RawResponse answer = Siege.post(gateway, Siege.chat("talkative", false).getBytes(StandardCharsets.UTF_8), "cookie: c=d");
        assertEquals(200, answer.status());
        for (String name : new String[] {"set-cookie", "x-internal", "x-ratelimit-remaining-requests", "server", "openai-organization"}) {
            assertTrue(answer.header(name).isEmpty(), answer::head);
        }
        assertFalse(answer.head().contains("theirs"), answer::head);
        String asked = provider.heads().getLast();
        assertFalse(asked.contains("c=d") || asked.contains(Siege.KEY), "the caller's own headers went to the provider");
        assertTrue(asked.contains("operators-own"));
    }

    @Test
    void anEventOfTenMebibytesPassesInPiecesAndItsCallerIsToldThatItBroke() throws IOException {
        long before = Siege.heapAfterCollection(gateway);
        RawResponse stream = Siege.post(gateway, Siege.chat("endless-event", true));
        assertEquals(200, stream.status());
        assertTrue(stream.body().length() > 10 * MEBIBYTE);
        assertTrue(stream.body().contains("\n\ndata: {\"error\":"), () -> stream.body().substring(stream.body().length() - 300));
        assertFalse(stream.body().contains("[DONE]"));
        Siege.assertUnharmed(gateway);
        assertTrue(Siege.heapAfterCollection(gateway) < before + 16 * MEBIBYTE);
    }

    @Test
    void anAnswerWithoutEndIsCutOffAtItsBoundAndForgotten() throws IOException {
        long before = Siege.heapAfterCollection(gateway);
        RawResponse answer = Siege.post(gateway, Siege.chat("endless-answer", false));
        answer.assertError(502, "upstream_error");
        assertTrue(answer.body().contains("more than 100663296 bytes"), answer::body);
        Siege.assertUnharmed(gateway);
        assertTrue(Siege.heapAfterCollection(gateway) < before + 16 * MEBIBYTE);
    }
}
