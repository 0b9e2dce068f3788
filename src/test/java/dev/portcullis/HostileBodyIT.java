package dev.portcullis;

import static dev.portcullis.Siege.CHAT;
import static dev.portcullis.Siege.HELLO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bodies that are too large, too slow or too many. */
class HostileBodyIT {

    private static final int MEBIBYTE = 1 << 20;
    private static final String TOO_LARGE = "request_too_large";
    private static final String CHUNKED = CHAT + "\r\ntransfer-encoding: chunked\r\n\r\n";
    private static final byte[] CHUNK = ("100000\r\n" + "a".repeat(MEBIBYTE) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    private static PackagedGateway gateway;

    @BeforeAll
    static void start() {
        gateway = PackagedGateway.start(Siege.yaml("slow: demo;ttft=7s"), "-Dportcullis.body.timeout=1s");
    }

    @AfterAll
    static void lift() throws IOException {
        Siege.lift(gateway);
    }

    @Test
    void whoWritesEverythingBeforeReadingGetsToReadTheRefusal() throws IOException {
        Siege.post(gateway, new byte[21 * MEBIBYTE]).assertError(413, TOO_LARGE);
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(CHUNKED);
            assertTrue(client.sendMany(CHUNK, 21));
            client.send("0\r\n\r\n").read().assertError(413, TOO_LARGE);
            assertEquals(200, client.send(RawClient.request(CHAT, HELLO.getBytes(StandardCharsets.UTF_8))).read().status());
        }
    }

    @Test
    void anAnnouncedLengthIsRefusedUnread() throws IOException {
        for (String length : new String[] {"22020096", "5368709120", "9223372036854775807"}) {
            try (RawClient client = new RawClient(gateway.port())) {
                client.send(CHAT + "\r\ncontent-length: " + length + "\r\nexpect: 100-continue\r\n\r\n").read().assertError(413, TOO_LARGE);
            }
        }
    }

    @Test
    void realClientsReadTheRefusal() throws Exception {
        byte[] body = new byte[21 * MEBIBYTE];
        for (HttpClient.Version version : HttpClient.Version.values()) {
            try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
                for (boolean expect : new boolean[] {false, true}) {
                    HttpRequest request = request(Siege.KEY).expectContinue(expect).POST(BodyPublishers.ofByteArray(body)).build();
                    assertEquals(413, client.send(request, BodyHandlers.ofString()).statusCode(), version + ", expect " + expect);
                }
            }
        }
    }

    @Test
    void aBodyWithoutEndIsCutOff() throws IOException {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(CHUNKED);
            assertFalse(client.sendMany(CHUNK, 200), "200 MiB were read");
        }
    }

    @Test
    void aStrangersBodyIsNeverHeld() throws IOException {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(CHUNKED.replace(Siege.KEY, Siege.REVOKED));
            client.sendMany(CHUNK, 16);
            assertEquals(0, gateway.metric("portcullis_request_body_bytes"));
            client.send("0\r\n\r\n").read().assertError(401, "invalid_api_key");
        }
    }

    @Test
    void aBodyThatStallsOrTricklesIsRefusedInTime() throws Exception {
        try (RawClient stalls = new RawClient(gateway.port()); RawClient trickles = new RawClient(gateway.port())) {
            stalls.send(CHAT + "\r\ncontent-length: 100\r\n\r\n{");
            trickles.send(CHUNKED);
            CompletableFuture<Void> trickle = CompletableFuture.runAsync(() -> {
                while (trickles.sendMany("1\r\n \r\n".getBytes(StandardCharsets.US_ASCII), 1)) {
                    LockSupport.parkNanos(50_000_000);
                }
            });
            stalls.read().assertError(408, "request_timeout");
            trickles.read().assertError(408, "request_timeout");
            assertTrue(stalls.closed(), "the connection stayed open for a body that may never end");
            trickle.get();
        }
    }

    @Test
    void compressedBodiesAreRefused() throws IOException {
        for (String encoding : new String[] {"gzip", "br", "deflate", "identity, gzip", "x"}) {
            Siege.post(gateway, new byte[100], "content-encoding: " + encoding).assertError(415, "unsupported_content_encoding");
        }
    }

    /** Of two headers only the first was looked at. */
    @Test
    void aSecondContentEncodingCountsAsWell() throws IOException {
        Siege.post(gateway, new byte[100], "content-encoding: identity", "content-encoding: gzip").assertError(415, "unsupported_content_encoding");
    }

    /** A stalled body closed the whole HTTP/2 connection, and with it calls that had nothing to do with it. */
    @Test
    void aStalledBodyOnHttp2EndsItsOwnStreamOnly() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient(); SubmissionPublisher<ByteBuffer> stalling = new SubmissionPublisher<>()) {
            HttpRequest first = HttpRequest.newBuilder(URI.create(gateway.url("/v1/models"))).header("x-api-key", Siege.KEY).build();
            assertEquals(HttpClient.Version.HTTP_2, client.send(first, BodyHandlers.ofString()).version());
            CompletableFuture<HttpResponse<String>> slow = client.sendAsync(
                    request(Siege.KEY).POST(BodyPublishers.ofString(Siege.chat("slow", false))).build(), BodyHandlers.ofString());
            CompletableFuture<HttpResponse<String>> stalled = client.sendAsync(
                    request(Siege.KEY).POST(BodyPublishers.fromPublisher(stalling)).build(), BodyHandlers.ofString());
            stalling.submit(ByteBuffer.wrap(new byte[] {'{'}));
            assertEquals(408, stalled.get(20, TimeUnit.SECONDS).statusCode());
            assertEquals(200, slow.get(20, TimeUnit.SECONDS).statusCode());
        }
    }

    private static HttpRequest.Builder request(String key) {
        return HttpRequest.newBuilder(URI.create(gateway.url("/v1/chat/completions"))).header("x-api-key", key);
    }
}
