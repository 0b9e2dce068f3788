package dev.portcullis.provider;

import dev.portcullis.Calls;
import dev.portcullis.config.Dialect;
import dev.portcullis.config.ProviderSettings;
import dev.portcullis.config.Timeouts;
import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Attempt;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.tokens.TokenCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ExchangeTest {

    private static final String ANSWER = "{\"id\":\"c1\"}";
    private static final Duration FIRST_BYTE = Duration.ofMillis(200);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context loop = vertx.getOrCreateContext();
    private final AtomicLong nanoTime = new AtomicLong();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** They were held until the call was over, so that the next attempt found no room for its answer. */
    @Test
    void givesBackTheMemoryOfAnAnswerThatWasNone() {
        AnswerMemory memory = new AnswerMemory(1_000_000);
        Upstream upstream = provider(request -> request.response().end("x".repeat(900_000)));
        CompletableFuture<Answer> attempt = ask(upstream, memory);
        assertEquals(Attempt.Result.ERROR_IN_200, failure(attempt).result());
        assertTrue(memory.take(900_000));
    }

    @Test
    void keepsTheMemoryOfAnAnswerThatMayBeGivenInItsOwnWords() {
        AnswerMemory memory = new AnswerMemory(1_000_000);
        String words = "{\"error\":{\"message\":\"" + "x".repeat(900_000) + "\"}}";
        Upstream upstream = provider(request -> request.response().setStatusCode(429).end(words));
        assertEquals(Attempt.Result.RATE_LIMITED, failure(ask(upstream, memory)).result());
        assertEquals(false, memory.take(900_000));
    }

    /**
     * Who had waited for a connection until its time was nearly up then blamed the provider for not answering at once, and opened its breaker.
     */
    @Test
    void givesTheProviderAllOfItsTimeAfterAWaitForAConnection() {
        AtomicInteger asked = new AtomicInteger();
        Upstream upstream = provider(request -> {
            asked.incrementAndGet();
            nanoTime.addAndGet(FIRST_BYTE.toNanos() * 9 / 10);
            // In real time longer than the limit, so that it is looked at; by the attempts' clock it is not passed.
            vertx.setTimer(FIRST_BYTE.toMillis() * 2, late -> request.response().end(ANSWER));
        });
        AnswerMemory memory = new AnswerMemory(1_000_000);
        CompletableFuture<Answer> first = ask(upstream, memory);
        CompletableFuture<Answer> second = ask(upstream, memory);
        assertEquals(200, first.join().status());
        assertEquals(200, second.join().status());
        assertEquals(2, asked.get());
    }

    /** The next call on the connection, maybe another tenant's, was given the answer that came behind. */
    @Test
    void givesNobodyTheAnswerThatFollowsAnInterimOne() {
        AtomicInteger connections = new AtomicInteger();
        int port = vertx.createNetServer().connectHandler(connection -> {
            boolean interim = connections.incrementAndGet() == 1;
            AtomicInteger requests = new AtomicInteger();
            connection.handler(request -> connection.write(interim && requests.incrementAndGet() == 1 ? "HTTP/1.1 102 Processing\r\n\r\n"
                    : "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 12\r\n\r\n" + (interim ? "{\"id\":\"no\"} " : ANSWER + " ")));
        }).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join().actualPort();
        Upstream upstream = provider(port);
        AnswerMemory memory = new AnswerMemory(1_000_000);
        assertEquals(Attempt.Result.SERVER_ERROR, failure(ask(upstream, memory)).result());
        assertEquals(ANSWER + " ", ((Body.Whole) ask(upstream, memory).join().body()).bytes().toString());
    }

    private Upstream provider(Handler<HttpServerRequest> handler) {
        HttpServer server = vertx.createHttpServer().requestHandler(handler).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
        return provider(server.actualPort());
    }

    private Upstream provider(int port) {
        Timeouts timeouts = new Timeouts(Duration.ofSeconds(10), FIRST_BYTE, Duration.ofSeconds(10), Duration.ofSeconds(10));
        return new Upstream(vertx, new ProviderSettings("p", Dialect.OPENAI, Optional.of(URI.create("http://127.0.0.1:" + port)),
                Optional.empty(), Optional.empty(), timeouts, 1, true), null);
    }

    private CompletableFuture<Answer> ask(Upstream upstream, AnswerMemory memory) {
        Surroundings surroundings = new Surroundings(vertx, nanoTime::get, Clock.systemUTC(), Duration.ofSeconds(15), memory, new TokenCounter(),
                new UsageCorrections(new SimpleMeterRegistry(), nanoTime::get));
        CompletableFuture<Answer> answered = new CompletableFuture<>();
        assertTrue(upstream.take());
        loop.runOnContext(begin -> Uni.createFrom().<Answer>emitter(
                emitter -> Exchange.begin(upstream, Calls.chat("m"), Taps.TARGET, surroundings, emitter))
                .subscribe().with(answered::complete, answered::completeExceptionally));
        return answered.orTimeout(30, TimeUnit.SECONDS);
    }

    private static UpstreamFailure failure(CompletableFuture<Answer> attempt) {
        return assertInstanceOf(UpstreamFailure.class, assertThrows(CompletionException.class, attempt::join).getCause());
    }
}
