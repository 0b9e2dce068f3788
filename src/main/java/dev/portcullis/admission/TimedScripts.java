package dev.portcullis.admission;

import dev.portcullis.store.redis.RedisScript;
import dev.portcullis.store.redis.SharedRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.function.LongSupplier;

/**
 * Scripts that must not run later than anybody waits for them: until when they may, by Redis's clock, and whether they did. Thread-safe.
 */
final class TimedScripts {

    /** Stands before each of them. */
    static final String IN_TIME = "/redis/in-time.lua";

    static final RedisScript SETTLE = RedisScript.load(IN_TIME, "/redis/settle.lua");

    private static final String TOO_LATE = "-1";
    private static final String LOST = "-2";

    private final SharedRedis redis;
    private final RedisClock clock;

    TimedScripts(SharedRedis redis, LongSupplier nanoTime) {
        this.redis = redis;
        this.clock = new RedisClock(nanoTime);
    }

    /** For their first argument: as long as anybody waits from now on. */
    String deadline() {
        return clock.in(redis.patience());
    }

    /** Whether one did what it was to do. A Redis that has lost what it had been told is left alone from now on. */
    boolean isDone(Response answer) {
        clock.learn(answer.get(0).toLong());
        String how = answer.get(1).toString();
        if (how.equals(LOST)) {
            redis.unfit("has lost what it had been told");
        }
        return !how.equals(TOO_LATE) && !how.equals(LOST);
    }

    /** The answer of one that did what it was to do; fails where it did not. */
    Future<Response> done(Response answer) {
        return isDone(answer) ? Future.succeededFuture(answer) : Future.failedFuture("not done");
    }
}
