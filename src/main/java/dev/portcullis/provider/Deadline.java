package dev.portcullis.provider;

import dev.portcullis.config.Timeouts;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The time limits of one attempt: the total one, and the one for whatever is awaited now. One timer serves all; it is set anew
 * only when it fires, so that moving a limit at every chunk costs a subtraction. One attempt, one event loop.
 */
final class Deadline {

    private final Vertx vertx;
    private final LongSupplier nanoTime;
    private final Consumer<String> expired;
    private final Duration total;
    private final long totalAt;
    private long awaitedAt;
    private String awaited;
    private Duration limit;
    private long timer = -1;
    private long timerAt;

    /** @param expired told once, in words, which limit was passed */
    Deadline(Vertx vertx, LongSupplier nanoTime, Timeouts timeouts, Consumer<String> expired) {
        this.vertx = vertx;
        this.nanoTime = nanoTime;
        this.expired = expired;
        this.total = timeouts.total();
        this.totalAt = nanoTime.getAsLong() + timeouts.total().toNanos();
        this.awaitedAt = totalAt;
    }

    /** Something is awaited of the provider from now on. */
    void within(Duration most, String what) {
        awaitedAt = nanoTime.getAsLong() + most.toNanos();
        awaited = what;
        limit = most;
        if (timer < 0 || nextAt() < timerAt) {
            set();
        }
    }

    /** Nothing is awaited: it is the caller who keeps the provider waiting. The total limit still holds. */
    void rest() {
        awaitedAt = totalAt;
    }

    void cancel() {
        if (timer >= 0) {
            vertx.cancelTimer(timer);
            timer = -1;
        }
        awaitedAt = totalAt;
    }

    private long nextAt() {
        return awaitedAt - totalAt < 0 ? awaitedAt : totalAt;
    }

    private void set() {
        if (timer >= 0) {
            vertx.cancelTimer(timer);
        }
        timerAt = nextAt();
        long milliseconds = Math.max(1, (timerAt - nanoTime.getAsLong()) / 1_000_000 + 1);
        timer = vertx.setTimer(milliseconds, fired -> check());
    }

    private void check() {
        timer = -1;
        long now = nanoTime.getAsLong();
        if (now - nextAt() < 0) {
            set();
        } else {
            expired.accept(now - totalAt >= 0 ? "did not finish within " + words(total) : "did not send " + awaited + " within " + words(limit));
        }
    }

    private static String words(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
