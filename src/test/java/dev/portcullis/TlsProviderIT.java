package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A provider behind TLS: its certificate is verified, and HTTP/2 is spoken where it is offered. */
class TlsProviderIT {

    private static final String CALL = "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]%s}";

    private static final Vertx VERTX = Vertx.vertx();
    private static final List<HttpVersion> VERSIONS = new CopyOnWriteArrayList<>();
    private static final AtomicInteger RESETS = new AtomicInteger();
    private static SelfSigned keys;
    private static HttpServer provider;
    private static PackagedGateway trusting;

    @BeforeAll
    static void start() {
        keys = SelfSigned.create();
        HttpServerOptions options = new HttpServerOptions().setSsl(true).setUseAlpn(true)
                .setPfxKeyCertOptions(new PfxOptions().setPath(keys.file().toString()).setPassword(SelfSigned.PASSWORD));
        provider = VERTX.createHttpServer(options).requestHandler(TlsProviderIT::answer).listen(0, "127.0.0.1")
                .toCompletionStage().toCompletableFuture().join();
        trusting = PackagedGateway.start(yaml(), keys.javaOptions());
    }

    @AfterAll
    static void stop() {
        trusting.close();
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aTrustedProviderIsSpokenToInHttp2AndItsStreamsAreResetWhenTheCallerLeaves() throws IOException {
        HttpResponse<String> answer = trusting.post("/v1/chat/completions", CALL.formatted("by-name", ""));
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(List.of(HttpVersion.HTTP_2), VERSIONS);

        try (Socket caller = new Socket("127.0.0.1", trusting.port())) {
            byte[] body = CALL.formatted("by-name", ",\"stream\":true").getBytes(StandardCharsets.UTF_8);
            caller.getOutputStream().write(("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            caller.getOutputStream().write(body);
            byte[] start = caller.getInputStream().readNBytes(12);
            assertEquals("HTTP/1.1 200", new String(start, StandardCharsets.US_ASCII));
        }
        trusting.await("the provider sees the stream reset", () -> RESETS.get() == 1);
        trusting.await("nothing is open", () -> trusting.metric("portcullis_open_streams") == 0);
    }

    @Test
    void aProviderThatCannotProveWhoItIsGetsNothing() {
        try (PackagedGateway gateway = PackagedGateway.start(yaml())) {
            refused(gateway, "by-name");
        }
        refused(trusting, "by-address");
    }

    private static void refused(PackagedGateway gateway, String model) {
        HttpResponse<String> answer = gateway.post("/v1/chat/completions", CALL.formatted(model, ""));
        assertEquals(502, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("the TLS handshake failed"), answer.body());
    }

    /** A stream never ends by itself. */
    private static void answer(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            VERSIONS.add(request.version());
            if (body.toString().contains("\"stream\":true")) {
                request.response().exceptionHandler(reset -> RESETS.incrementAndGet());
                request.response().setChunked(true).putHeader("content-type", "text/event-stream")
                        .write("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}\n\n");
            } else {
                request.response().putHeader("content-type", "application/json").end("{\"object\":\"chat.completion\",\"choices\":[]}");
            }
        });
    }

    private static String yaml() {
        return """
                providers:
                  name: { dialect: openai, base-url: "https://localhost:%1$d/v1" }
                  address: { dialect: openai, base-url: "https://127.0.0.1:%1$d/v1" }
                models:
                  by-name: { retries: 0, targets: { only: { provider: name } } }
                  by-address: { retries: 0, targets: { only: { provider: address } } }
                """.formatted(provider.actualPort());
    }
}
