package dev.portcullis.store.redis;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One event loop's own connection to Redis. Requests are pipelined on it, so answers come in the order of the requests, and one
 * timer, for the oldest, watches over all that wait. Used on its event loop only.
 */
final class Line {

    /** The client's own word for a lost connection. */
    private static final String CLOSED = "CONNECTION_CLOSED";
    /** Errors that say something about the server, not about the request. */
    private static final List<String> UNFIT = List.of("OOM", "LOADING", "READONLY", "MASTERDOWN", "CLUSTERDOWN", "MISCONF", "NOAUTH",
            "NOREPLICAS", "BUSY", "TRYAGAIN", CLOSED);

    private record Waiting(Promise<Response> promise, long until) {
    }

    private final Vertx vertx;
    private final Context eventLoop;
    private final Supplier<Redis> clients;
    private final long patienceNanos;
    private final Consumer<String> broken;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private Redis client;
    private Future<RedisConnection> connection;
    private boolean watching;

    /**
     * @param clients makes a client of one connection
     * @param broken  told, in words, whenever Redis turns out to be unfit
     */
    Line(Vertx vertx, Context eventLoop, Supplier<Redis> clients, long patienceNanos, Consumer<String> broken) {
        this.vertx = vertx;
        this.eventLoop = eventLoop;
        this.clients = clients;
        this.patienceNanos = patienceNanos;
        this.broken = broken;
    }

    void onEventLoop(Runnable action) {
        eventLoop.runOnContext(now -> action.run());
    }

    /** @return fails with {@link RedisUnavailable} where there is no answer in time, with Redis's own error where that is the answer */
    Future<Response> send(Request request) {
        Waiting mine = new Waiting(Promise.promise(), System.nanoTime() + patienceNanos);
        waiting.add(mine);
        if (!watching) {
            watching = true;
            look();
        }
        connect().onComplete(connected -> {
            if (mine.promise.future().isComplete()) {
                return;
            }
            if (connected.succeeded()) {
                connected.result().send(request).onComplete(answered -> {
                    waiting.remove(mine);
                    if (answered.succeeded()) {
                        mine.promise.tryComplete(answered.result());
                    } else {
                        judge(answered.cause());
                        mine.promise.tryFail(isAnswer(answered.cause()) ? answered.cause() : new RedisUnavailable("was lost: " + answered.cause().getMessage()));
                    }
                });
            } else {
                broken.accept("could not be reached: " + connected.cause().getMessage());
            }
        });
        return mine.promise.future();
    }

    /** The connection, made if there is none. */
    Future<RedisConnection> connect() {
        if (connection == null) {
            client = clients.get();
            Future<RedisConnection> fresh = client.connect();
            connection = fresh;
            fresh.onSuccess(made -> {
                made.exceptionHandler(lost -> lost(fresh));
                made.endHandler(end -> lost(fresh));
            }).onFailure(failed -> forget(fresh));
        }
        return connection;
    }

    /** Everybody who waits is told, and the connection is closed: what still comes on it is for nobody. */
    void giveUp(String why) {
        forget(connection);
        RedisUnavailable unavailable = new RedisUnavailable(why);
        for (Waiting one = waiting.poll(); one != null; one = waiting.poll()) {
            one.promise.tryFail(unavailable);
        }
    }

    /** Else it is what the client says of a connection that broke before there was one. */
    private static boolean isAnswer(Throwable error) {
        return error instanceof Response && !String.valueOf(error.getMessage()).startsWith(CLOSED);
    }

    private void judge(Throwable error) {
        String message = String.valueOf(error.getMessage());
        for (String word : UNFIT) {
            // What a command within a script fails with comes inside the script's own error.
            if (message.startsWith(word) || message.contains("-" + word + " ")) {
                broken.accept(word.equals(CLOSED) ? "closed the connection" : "answered " + word);
                return;
            }
        }
    }

    private void lost(Future<RedisConnection> which) {
        if (forget(which)) {
            broken.accept("closed the connection");
        }
    }

    private boolean forget(Future<RedisConnection> which) {
        if (which == null || connection != which) {
            return false;
        }
        connection = null;
        client.close();
        return true;
    }

    private void look() {
        Waiting oldest = waiting.peek();
        if (oldest == null) {
            watching = false;
            return;
        }
        long left = oldest.until - System.nanoTime();
        if (left > 0) {
            later(TimeUnit.NANOSECONDS.toMillis(left) + 1, this::look);
        } else {
            // Perhaps it was this event loop that was busy, and the answer is there: whatever has come is read before the next turn.
            later(1, () -> judgeSilence(oldest));
        }
    }

    private void judgeSilence(Waiting oldest) {
        if (waiting.peek() == oldest) {
            watching = false;
            broken.accept("did not answer within " + TimeUnit.NANOSECONDS.toMillis(patienceNanos) + " ms");
        } else {
            look();
        }
    }

    private void later(long milliseconds, Runnable action) {
        vertx.setTimer(milliseconds, now -> action.run());
    }
}
