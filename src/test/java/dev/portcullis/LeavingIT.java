package dev.portcullis;

import static dev.portcullis.Siege.CHAT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Callers who leave, at every moment there is, and one who stays and does not listen. */
class LeavingIT {

    private static final String OPEN_CALLS = "portcullis_open_calls";
    private static final String OPEN_STREAMS = "portcullis_open_streams";
    private static final int CALLERS = 20;
    private static PackagedGateway gateway;

    @BeforeAll
    static void start() {
        gateway = PackagedGateway.start(Siege.yaml("stalled: demo;fault=stall", "steady: demo;rate=50;tokens=100000", "large: demo;fault=bytes:16000000"));
    }

    @AfterAll
    static void lift() throws IOException {
        Siege.lift(gateway);
    }

    @AfterEach
    void nothingIsHeld() throws IOException {
        Siege.assertUnharmed(gateway);
    }

    @Test
    void whileTheirBodyIsRead() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            clients.add(new RawClient(gateway.port()).send(CHAT + "\r\ncontent-length: 1000000\r\n\r\n" + " ".repeat(100_000)));
        }
        gateway.await("bodies in memory", () -> gateway.metric("portcullis_request_body_bytes") == CALLERS * 100_000);
        leave(clients);
    }

    @Test
    void whileTheProviderIsAwaited() throws IOException {
        List<RawClient> clients = ask(Siege.chat("stalled", false));
        gateway.await("calls under way", () -> gateway.metric(OPEN_CALLS) == CALLERS);
        leave(clients);
    }

    @Test
    void inTheMiddleOfAStream() throws IOException {
        List<RawClient> clients = ask(Siege.chat("steady", true));
        for (RawClient client : clients) {
            assertEquals(200, client.read(false).status());
        }
        gateway.await("streams under way", () -> gateway.metric(OPEN_STREAMS) == CALLERS);
        leave(clients);
    }

    @Test
    void byCancellingAStreamOfHttp2() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest first = HttpRequest.newBuilder(URI.create(gateway.url("/v1/models"))).header("x-api-key", Siege.KEY).build();
            assertEquals(HttpClient.Version.HTTP_2, client.send(first, BodyHandlers.ofString()).version());
            HttpRequest stream = HttpRequest.newBuilder(URI.create(gateway.url("/v1/chat/completions"))).header("x-api-key", Siege.KEY)
                    .POST(HttpRequest.BodyPublishers.ofString(Siege.chat("steady", true))).build();
            HttpResponse<InputStream> response = client.send(stream, BodyHandlers.ofInputStream());
            assertEquals('d', response.body().read());
            gateway.await("a stream under way", () -> gateway.metric(OPEN_STREAMS) == 1);
            response.body().close();
            Siege.assertUnharmed(gateway);
            assertEquals(200, client.send(first, BodyHandlers.ofString()).statusCode());
        }
    }

    @Test
    void anAnswerOfManyMegabytesWaitsForASlowReader() throws IOException {
        try (RawClient client = new RawClient(gateway.port())) {
            byte[] body = Siege.chat("large", false).getBytes(StandardCharsets.UTF_8);
            client.send(RawClient.request(CHAT, body));
            gateway.await("an answer that is not taken", () -> gateway.metric(OPEN_CALLS) == 1
                    && gateway.log().lines().noneMatch(line -> line.contains("endpoint=chat target=large")));
            RawResponse answer = client.read();
            assertEquals(200, answer.status());
            assertTrue(answer.body().length() > 15_000_000 && answer.body().endsWith("}"));
        }
    }

    @Test
    void whatIsBehindAnAnswerThatIsNotReadWaitsForItsTurn() throws IOException {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(RawClient.request(CHAT, Siege.chat("large", false).getBytes(StandardCharsets.UTF_8)));
            client.send("GET /v1/models HTTP/1.1\r\nhost: x\r\nx-api-key: " + Siege.KEY + "\r\n\r\n");
            gateway.await("two answers that are not taken", () -> gateway.metric(OPEN_CALLS) == 2);
            assertTrue(client.read().body().length() > 15_000_000);
            assertTrue(client.read().body().contains("steady"));
        }
    }

    /** Its head waited for the window as well, for whose opening its caller may wait for the head. */
    @Test
    void whoLetsNothingComeOnHttp2HasTheHeadAllTheSame() throws IOException {
        try (RawClient client = new RawClient(gateway.port())) {
            String settings = "\0\0\6\4\0\0\0\0\0" + "\0\4\0\0\0\0"; // windows of nothing to begin with
            client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + settings);
            assertEquals(4, client.nextFrame(0));
            String head = literal(":method", "GET") + literal(":scheme", "http") + literal(":path", "/v1/models") + literal(":authority", "x")
                    + literal("x-api-key", Siege.KEY);
            client.send("\0\0" + (char) head.length() + "\1\5\0\0\0\1" + head);
            assertEquals(1, client.nextFrame(1));
            assertEquals(1, gateway.metric(OPEN_CALLS));
            client.send("\0\0\4\10\0\0\0\0\1" + "\0\0\377\377"); // a larger window for the stream
            assertEquals(0, client.nextFrame(1));
        }
    }

    /** A header as HTTP/2 has it, in no table (RFC 7541, section 6.2.2). */
    private static String literal(String name, String value) {
        return "\0" + (char) name.length() + name + (char) value.length() + value;
    }

    /** Their answer was lost where it was to leave together with others' and the connection was closed before. */
    @Test
    void whoSaysWithTheRequestThatItIsTheLastOneIsAnswered() throws IOException {
        for (int i = 0; i < 10 * CALLERS; i++) {
            try (RawClient client = new RawClient(gateway.port())) {
                client.send("GET /v1/models HTTP/1.1\r\nhost: x\r\nx-api-key: " + Siege.KEY + "\r\n\r\n").endOfRequests();
                assertEquals(200, client.read().status());
                assertTrue(client.closed());
            }
        }
    }

    private static List<RawClient> ask(String body) throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            clients.add(new RawClient(gateway.port()).send(RawClient.request(CHAT, body.getBytes(StandardCharsets.UTF_8))));
        }
        return clients;
    }

    /** Half of them say goodbye. */
    private static void leave(List<RawClient> clients) throws IOException {
        for (int i = 0; i < clients.size(); i++) {
            if (i % 2 == 0) {
                clients.get(i).close();
            } else {
                clients.get(i).reset();
            }
        }
    }
}
