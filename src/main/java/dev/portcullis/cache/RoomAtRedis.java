package dev.portcullis.cache;

import dev.portcullis.store.redis.SharedRedis;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much memory Redis has for what need not be there. One that is full is left alone, and with it the limits that all replicas
 * share, so answers stop long before. Known as of a second ago, less what this replica has written since.
 */
final class RoomAtRedis {

    /** Answers are written while less than this part of the memory that Redis may have is taken. */
    private static final double PART = 0.75;
    private static final long UNBOUNDED = Long.MAX_VALUE / 2;
    private static final long FRESH = TimeUnit.SECONDS.toNanos(1);
    private static final Pattern USED = Pattern.compile("(?m)^used_memory:(\\d{1,18})\\r?$");
    private static final Pattern MOST = Pattern.compile("(?m)^maxmemory:(\\d{1,18})\\r?$");

    private final SharedRedis redis;
    private final LongSupplier nanoTime;
    private final AtomicLong askAt;
    private final AtomicLong left = new AtomicLong(UNBOUNDED);

    RoomAtRedis(SharedRedis redis, LongSupplier nanoTime) {
        this.redis = redis;
        this.nanoTime = nanoTime;
        askAt = new AtomicLong(nanoTime.getAsLong());
    }

    /** Whether there is any; asks again where that is not known well enough. */
    boolean isLeft() {
        long now = nanoTime.getAsLong();
        long due = askAt.get();
        if (now - due >= 0 && askAt.compareAndSet(due, now + FRESH)) {
            redis.send(Request.cmd(Command.INFO).arg("memory")).onSuccess(info -> left.set(in(info.toString())));
        }
        return left.get() > 0;
    }

    /** @return whether there was room for them */
    boolean take(int bytes) {
        return left.addAndGet(-bytes) > 0;
    }

    /** Bytes; one that does not say how much it may have, or has no bound, has room. */
    static long in(String info) {
        long most = number(MOST, info);
        return most == 0 ? UNBOUNDED : (long) (most * PART) - number(USED, info);
    }

    private static long number(Pattern pattern, String info) {
        Matcher matcher = pattern.matcher(info);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }
}
