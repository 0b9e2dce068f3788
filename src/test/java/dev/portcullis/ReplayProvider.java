package dev.portcullis;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.random.RandomGenerator;

/** A provider that answers every request with the same bytes and keeps what it was asked. */
final class ReplayProvider implements AutoCloseable {

    private static final int LONGEST_PIECE = 48;

    /** A request as it arrived. */
    record Asked(String uri, MultiMap headers, Buffer body) {
    }

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server = vertx.createHttpServer()
            .requestHandler(this::answer).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    private volatile Script script;
    private volatile Asked asked;

    private interface Script {

        void play(HttpServerResponse response);
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.actualPort() + path;
    }

    /** Answers with one JSON object from now on. */
    void answers(String json) {
        script = response -> response.putHeader("content-type", "application/json").end(json);
    }

    /** Streams these bytes from now on, cut where the numbers fall. */
    void streams(Buffer bytes, RandomGenerator cuts) {
        script = response -> pieces(begin(response), bytes, cuts).onSuccess(written -> response.end());
    }

    /** Streams these bytes from now on and is silent for a while when so many are out. */
    void streams(Buffer bytes, int pauseAt, long pauseMillis) {
        script = response -> begin(response).write(bytes.slice(0, pauseAt)).onSuccess(written ->
                vertx.setTimer(pauseMillis, over -> response.end(bytes.slice(pauseAt, bytes.length()))));
    }

    /** The last request. */
    Asked asked() {
        return asked;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void answer(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            asked = new Asked(request.uri(), request.headers(), body);
            script.play(request.response());
        });
    }

    private static HttpServerResponse begin(HttpServerResponse response) {
        return response.setChunked(true).putHeader("content-type", "text/event-stream");
    }

    /** Each piece is written when the one before is on the wire, so that they arrive as they were cut. */
    private static Future<Void> pieces(HttpServerResponse response, Buffer bytes, RandomGenerator cuts) {
        if (bytes.length() == 0) {
            return Future.succeededFuture();
        }
        int size = Math.min(bytes.length(), cuts.nextInt(1, LONGEST_PIECE + 1));
        return response.write(bytes.slice(0, size))
                .compose(written -> pieces(response, bytes.slice(size, bytes.length()), cuts));
    }
}
