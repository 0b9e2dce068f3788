package dev.portcullis.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatorStreamTest {
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
    void takesItsTimeToTheFirstTokenAndBetweenTokens() {
        long start = System.nanoTime();
        client.chat("m;ttft=50ms;rate=100;tokens=6", STREAM);
        long whole = System.nanoTime();
        client.chat("m;ttft=50ms;rate=100;tokens=6", "");
        long end = System.nanoTime();
        assertTrue(TimeUnit.NANOSECONDS.toMillis(whole - start) >= 95, "streamed");
        assertTrue(TimeUnit.NANOSECONDS.toMillis(end - whole) >= 95, "whole");
    }

    @Test
    void cutsEventsAtEveryByte() {
        List<Buffer> pieces = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        client.open("m;chunk=1;tokens=3", response -> response.handler(pieces::add).endHandler(ended::complete));
        client.until(ended::isDone);
        assertTrue(pieces.stream().allMatch(piece -> piece.length() == 1));
    }

    @Test
    void stopsAndCountsWhenTheClientLeavesInMidStream() {
        client.open("m;rate=200;tokens=1000", response -> response.handler(first -> response.request().reset()));
        client.until(() -> client.simulator.stats().equals(new Stats(1, 0, 0, 1)));
    }

    @Test
    void writesNothingMoreToAClientThatDoesNotRead() {
        AtomicLong written = new AtomicLong();
        // A whole stream is 200 MB; what sockets and queues hold of it is not.
        HttpClientResponse response = client.open("m;tokens=1000000", HttpClientResponse::pause);
        response.handler(bytes -> written.addAndGet(bytes.length())).fetch(1);
        client.until(() -> written.get() > 0);
        assertEquals(1, client.simulator.stats().openRequests());
        response.request().reset();
        client.until(() -> client.simulator.stats().cancelled() == 1);
    }

    @Test
    void sendsAllToAClientThatReadsSlowly() {
        AtomicLong bytes = new AtomicLong();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        client.open("m;tokens=20000", response -> response.pause().endHandler(ended::complete).handler(piece -> {
            bytes.addAndGet(piece.length());
            client.vertx.runOnContext(later -> response.fetch(1));
        }).fetch(1));
        client.until(ended::isDone);
        assertTrue(bytes.get() > 20_000 * 200L, bytes.toString());
    }

    @Test
    void tellsAndResetsItsCountersOverHttp() {
        client.chat("m", "");
        assertEquals("{\"requests\":1,\"open_requests\":0,\"open_connections\":1,\"cancelled\":0}", client.get("/stats").text());
        assertEquals(0, client.post("/stats/reset", "").json().path("requests").asInt());
    }

    @Test
    void sharesOnePortAmongEventLoopsAndFreesIt() {
        Simulator shared = SimulatorClient.await(Simulator.start(
                client.vertx, SimulatorSettings.DEFAULTS, "127.0.0.1", 0, 2, InstantSource.system()));
        for (int connection = 0; connection < 8; connection++) {
            assertEquals(200, SimulatorClient.await(client.onEventLoop(() -> client.vertx.createHttpClient()
                    .request(HttpMethod.GET, shared.port(), "127.0.0.1", "/v1/models")
                    .compose(HttpClientRequest::send))).statusCode());
        }
        assertEquals(8, shared.stats().requests());
        SimulatorClient.await(shared.close());
        client.until(() -> shared.stats().openConnections() == 0);
    }
}
