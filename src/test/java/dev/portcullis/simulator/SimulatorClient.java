package dev.portcullis.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.simulator.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A simulator on a loopback port, and a client that reads what it says. */
final class SimulatorClient implements AutoCloseable {
    final Vertx vertx = Vertx.vertx();
    final Simulator simulator;
    final HttpClient http;

    SimulatorClient(SimulatorSettings defaults) {
        simulator = await(Simulator.start(vertx, defaults, "127.0.0.1", 0));
        http = vertx.createHttpClient(new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(simulator.port()));
    }

    /** A whole answer. */
    record Reply(int status, String type, String retryAfter, String text) {
        JsonNode json() {
            return Json.object(text.getBytes(StandardCharsets.UTF_8)).orElseThrow(() -> new AssertionError(text));
        }

        /** The payloads of an event stream. */
        List<String> events() {
            List<String> events = new ArrayList<>();
            for (String event : text.replace("\r\n", "\n").split("\n\n")) {
                events.add(event.substring("data: ".length()));
            }
            return events;
        }

        List<JsonNode> chunks() {
            return events().stream().filter(event -> event.startsWith("{"))
                    .map(event -> Json.object(event.getBytes(StandardCharsets.UTF_8)).orElseThrow()).toList();
        }
    }

    Reply chat(String model, String more) {
        return post("/v1/chat/completions", chatBody(model, more));
    }

    static String chatBody(String model, String more) {
        return "{\"model\":\"" + model + "\"" + (more.isEmpty() ? "" : "," + more)
                + (more.contains("\"messages\"") ? "}" : ",\"messages\":[{\"role\":\"user\",\"content\":\"Hello, how are you?\"}]}");
    }

    Reply post(String path, String body) {
        return await(onEventLoop(() -> sent(path, body).compose(SimulatorClient::whole)));
    }

    Reply get(String path) {
        return await(onEventLoop(
                () -> http.request(HttpMethod.GET, path).compose(HttpClientRequest::send).compose(SimulatorClient::whole)));
    }

    /** Where handlers are set before anything can come. */
    <T> Future<T> onEventLoop(Supplier<Future<T>> action) {
        return Future.future(promise -> vertx.runOnContext(ignored -> action.get().onComplete(promise)));
    }

    /** Opens a stream and gives it to a reader before any of it is read. */
    HttpClientResponse open(String model, Consumer<HttpClientResponse> reader) {
        String body = chatBody(model, "\"stream\":true");
        return await(onEventLoop(() -> sent("/v1/chat/completions", body).onSuccess(response -> {
            response.exceptionHandler(closed -> { });
            reader.accept(response);
        })));
    }

    Future<HttpClientResponse> sent(String path, String body) {
        return http.request(HttpMethod.POST, path).compose(request -> request.send(body));
    }

    static Future<Reply> whole(HttpClientResponse response) {
        return response.body().map(body ->
                new Reply(response.statusCode(), response.getHeader("content-type"), response.getHeader("retry-after"), body.toString()));
    }

    /** Waits until something is so, five seconds at most. */
    void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not so in five seconds: " + simulator.stats());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
