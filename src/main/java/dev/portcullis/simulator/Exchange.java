package dev.portcullis.simulator;

import dev.portcullis.simulator.wire.ApiError;
import io.netty.channel.socket.SocketChannel;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;

/** One request from its head until its answer is flushed or its client is gone; whichever comes first frees its timer. */
final class Exchange {
    static final CharSequence JSON = "application/json";
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final Counters counters;
    private long timer = NO_TIMER;
    private boolean over;

    Exchange(Vertx vertx, HttpServerRequest request, Counters counters) {
        this.vertx = vertx;
        this.request = request;
        this.counters = counters;
        counters.requestOpened();
        request.response().exceptionHandler(failure -> leftByClient());
        request.response().closeHandler(closed -> leftByClient());
    }

    HttpServerRequest request() {
        return request;
    }

    HttpServerResponse response() {
        return request.response();
    }

    boolean isOver() {
        return over;
    }

    /** Runs once after a while, unless the exchange is over by then; at once if there is nothing to wait for. */
    void after(Duration wait, Runnable action) {
        if (wait.isZero()) {
            action.run();
        } else {
            timer = vertx.setTimer(wait.toMillis(), fired -> action.run());
        }
    }

    /** Runs again and again until the exchange is over. */
    void every(long millis, Runnable action) {
        timer = vertx.setPeriodic(millis, fired -> action.run());
    }

    /** Runs on this event loop, but not within what is running. */
    void soon(Runnable action) {
        vertx.runOnContext(ignored -> action.run());
    }

    void refuse(ApiError error) {
        response().setStatusCode(error.status());
        end(JSON, error.json());
    }

    /** Answers whole. */
    void end(CharSequence type, String body) {
        if (!over) {
            response().putHeader("content-type", type);
            response().end(Buffer.buffer(body)).onComplete(flushed -> settle(flushed.failed()));
        }
    }

    /** Ends a stream. */
    void end() {
        if (!over) {
            response().end().onComplete(flushed -> settle(flushed.failed()));
        }
    }

    /**
     * Resets the stream of HTTP/2, or the connection of HTTP/1, where the caller gets an RST and not a clean end. Vert.x 4 shows the
     * socket's option for that only through its connection class.
     */
    void reset() {
        settle(false);
        if (request.version() == HttpVersion.HTTP_2) {
            response().reset();
            return;
        }
        if (request.connection() instanceof ConnectionBase connection && connection.channel() instanceof SocketChannel socket) {
            socket.config().setSoLinger(0);
        }
        request.connection().close();
    }

    /** What was answered and is not flushed yet is settled by its write, which fails if the client is gone. */
    private void leftByClient() {
        if (!response().ended()) {
            settle(true);
        }
    }

    private void settle(boolean byClient) {
        if (over) {
            return;
        }
        over = true;
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
        }
        counters.requestClosed(byClient);
    }
}
