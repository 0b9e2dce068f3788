package dev.portcullis.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Identity;
import dev.portcullis.pipeline.Inbound;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Usage;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplyWriterTest {

    private static final int PATIENCE_MILLIS = 10_000;
    private static final String EVENT = "data: [DONE]\n\n";

    private final CompletableFuture<Outcome> over = new CompletableFuture<>();
    private Vertx vertx;
    private HttpServer server;

    @BeforeEach
    void aServerThatStreams() throws Exception {
        vertx = Vertx.vertx();
        server = vertx.createHttpServer().requestHandler(request -> {
            Inbound inbound = new Inbound("call-1", Endpoint.CHAT, "", Headers.NONE, new Identity.Stranger("nobody"), Uni.createFrom().item(Buffer.buffer()),
                    System.nanoTime(), over);
            new ReplyWriter(vertx, request, inbound, over, Duration.ofMinutes(1)).write(new Answer(200, Headers.NONE,
                    new Body.Stream(Multi.createFrom().items(Buffer.buffer(EVENT))), Origin.GATEWAY, () -> Usage.UNKNOWN));
        }).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The connection was kept, as its caller had asked, who then waited for more until it had been idle for too long. */
    @Test
    void aStreamOverHttp10EndsWithItsConnection() throws Exception {
        try (Socket caller = new Socket("127.0.0.1", server.actualPort())) {
            caller.setSoTimeout(PATIENCE_MILLIS);
            caller.getOutputStream().write("GET / HTTP/1.0\r\nconnection: keep-alive\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String reply = new String(caller.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(reply.endsWith("\r\n\r\n" + EVENT), reply);
        }
        assertEquals(Outcome.Ending.COMPLETED, over.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).ending());
    }
}
