package dev.portcullis.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.simulator.SimulatorClient.Reply;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatorFaultTest {
    private static final String STREAM = "\"stream\":true";
    private SimulatorClient client;

    @BeforeEach
    void start() {
        client = new SimulatorClient(SimulatorSettings.DEFAULTS);
    }

    @AfterEach
    void nothingIsHeld() {
        client.until(() -> client.simulator.stats().openRequests() == 0);
        client.close();
    }

    @Test
    void failsTheFirstRequestsAndThenAnswers() {
        Reply first = client.chat("m;fault=status:503#2;retry-after=3", "");
        assertEquals(List.of(503, "3"), List.of(first.status(), first.retryAfter()));
        assertEquals("server_error", first.json().at("/error/type").asText());
        assertEquals(503, client.chat("m;fault=status:503#2;retry-after=3", STREAM).status());
        assertEquals(200, client.chat("m;fault=status:503#2;retry-after=3", "").status());
        client.simulator.reset();
        assertEquals(503, client.chat("m;fault=status:503#2;retry-after=3", "").status());
    }

    @Test
    void resetsTheConnectionBeforeTheHead() {
        assertThrows(SocketException.class, () -> raw(SimulatorClient.chatBody("m;fault=reset", "")));
    }

    @Test
    void resetsTheConnectionInMidStream() {
        for (String pace : List.of("rate=0", "rate=500")) {
            StringBuffer came = new StringBuffer();
            CompletableFuture<Throwable> broken = new CompletableFuture<>();
            client.open("m;fault=reset-after:3;" + pace,
                    response -> response.handler(came::append).exceptionHandler(broken::complete));
            client.until(broken::isDone);
            assertEquals(1 + 3, came.toString().split("\n\n").length, came.toString());
            assertFalse(came.toString().contains("[DONE]"));
        }
        assertEquals(0, client.simulator.stats().cancelled());
    }

    @Test
    void neverAnswersUntilTheClientLeaves() {
        for (String more : List.of("", STREAM)) {
            Future<HttpClientRequest> asked = client.onEventLoop(() -> client.http.request(HttpMethod.POST, "/v1/chat/completions")
                    .onSuccess(request -> request.send(SimulatorClient.chatBody("m;fault=stall", more))));
            client.until(() -> client.simulator.stats().openRequests() == 1);
            SimulatorClient.await(asked).reset();
            client.until(() -> client.simulator.stats().openRequests() == 0);
        }
        assertEquals(2, client.simulator.stats().cancelled());
    }

    @Test
    void stallsAfterSomeTokens() {
        StringBuffer came = new StringBuffer();
        HttpClientResponse response = client.open("m;fault=stall-after:2", opened -> opened.handler(came::append));
        client.until(() -> came.toString().split("\n\n", -1).length == 1 + 2 + 1);
        assertEquals(1, client.simulator.stats().openRequests());
        response.request().reset();
        client.until(() -> client.simulator.stats().cancelled() == 1);
    }

    @Test
    void endsEarlyButCleanly() {
        Reply reply = client.chat("m;fault=truncate:2", STREAM);
        assertEquals(1 + 2, reply.events().size());
        assertTrue(reply.chunks().getLast().at("/choices/0/finish_reason").isNull());
    }

    @Test
    void finishesWithoutDone() {
        Reply reply = client.chat("m;fault=no-done", STREAM);
        assertEquals("stop", reply.chunks().getLast().at("/choices/0/finish_reason").asText());
        assertNotEquals("[DONE]", reply.events().getLast());
    }

    @Test
    void failsUnderStatus200() {
        Reply whole = client.chat("m;fault=error-in-200", "");
        assertEquals(200, whole.status());
        assertTrue(whole.json().has("error"));
        assertTrue(client.chat("m;fault=error-in-200", STREAM).chunks().getFirst().has("error"));
        List<JsonNode> middle = client.chat("m;fault=error-after:2", STREAM).chunks();
        assertEquals(1 + 2 + 1, middle.size());
        assertTrue(middle.getLast().has("error"));
    }

    @Test
    void sendsHtmlWhereJsonWasPromised() {
        assertTrue(client.chat("m;fault=garbage", "").text().startsWith("<html>"));
        assertTrue(client.chat("m;fault=garbage", STREAM).text().startsWith("data: <html>"));
        assertTrue(client.post("/v1/embeddings", "{\"model\":\"m;fault=garbage\",\"input\":\"a\"}").text().startsWith("<html>"));
    }

    @Test
    void answersInSoManyBytes() {
        assertEquals(100_000, client.chat("m;fault=bytes:100000", "").text().length());
        String stream = client.chat("m;fault=bytes:100000", STREAM).text();
        assertTrue(List.of(stream.split("(?<=\n\n)")).stream().anyMatch(event -> event.length() == 100_000));
    }

    @Test
    void sendsAnEarlyHeadLongBeforeTheFirstToken() {
        HttpClientResponse response = client.open("m;head=early;fault=stall", opened -> { });
        assertEquals(200, response.statusCode());
        response.request().reset();
        client.until(() -> client.simulator.stats().cancelled() == 1);
    }

    /** What a socket reads of the answer; an RST is thrown, a clean end is not. */
    private String raw(String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket("127.0.0.1", client.simulator.port()); InputStream answer = socket.getInputStream()) {
            socket.getOutputStream().write(("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
