package dev.portcullis.cache;

import dev.portcullis.pipeline.Metric;
import dev.portcullis.store.redis.SharedRedis;
import dev.portcullis.store.redis.TenantKeys;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Answers that replicas share, at {@code portcullis:{tenant}:cache:<digest>}. A value is a byte that names its format, eight with
 * the milliseconds it may live from when it was made, four with its length, and the answer. More of a value than may be is never
 * read. What is large is encoded and decoded on a worker, and comes back on the caller's event loop. Writes are nobody's to wait
 * for, and bounded.
 */
final class AnswersAtRedis<A> {

    private static final byte FORMAT = 1;
    private static final int TTL = 1;
    private static final int LENGTH = TTL + Long.BYTES;
    private static final int HEAD = LENGTH + Integer.BYTES;
    /** So much of a value is read first: all of most of them. It may be ten times as much when it is decoded, which takes 0.1 ms. */
    static final int FIRST = 8 * 1024;
    /** Up to this size an answer is encoded on an event loop: compressing it takes 0.1 ms at most. */
    private static final int SMALL = 16 * 1024;
    /** Answers that are being written at once, and the memory they take. */
    static final int MOST_WRITES = 256;
    private static final int MOST_WEIGHT = 16 * 1024 * 1024;
    /** Takes 8 ms by a gigabit network. */
    private static final int MOST_ON_THE_WAY = 1024 * 1024;

    /** @param ttl from when it was made */
    record Found<A>(A answer, Duration ttl) {
    }

    private final SharedRedis redis;
    private final Form<A> form;
    private final int mostOfOne;
    private final Vertx vertx;
    private final RoomAtRedis room;
    private final BytesOnTheWay onTheWay;
    private final Counter unreadable;
    private final Counter skipped;
    private final Counter tooLarge;
    private final Counter tooMany;
    private final Counter noRoom;
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicLong weights = new AtomicLong();

    /** @param mostOfOne bytes of one value */
    AnswersAtRedis(SharedRedis redis, Form<A> form, int mostOfOne, Vertx vertx, MeterRegistry meters) {
        this.redis = redis;
        this.form = form;
        this.mostOfOne = mostOfOne;
        this.vertx = vertx;
        room = new RoomAtRedis(redis, System::nanoTime);
        onTheWay = new BytesOnTheWay(Math.max(MOST_ON_THE_WAY, mostOfOne));
        unreadable = Counter.builder(Metric.CACHE_UNREADABLE.meterName()).description(Metric.CACHE_UNREADABLE.meaning()).register(meters);
        skipped = Counter.builder(Metric.CACHE_SKIPPED_READS.meterName()).description(Metric.CACHE_SKIPPED_READS.meaning()).register(meters);
        tooLarge = DroppedWrites.tooLarge(meters, "redis");
        tooMany = DroppedWrites.counter(meters, "redis", "busy");
        noRoom = DroppedWrites.counter(meters, "redis", "full");
    }

    boolean inUse() {
        return redis.inUse();
    }

    /** Whether there is no Redis at all, in use or not. */
    boolean isNone() {
        return redis.state() == SharedRedis.State.ABSENT;
    }

    /** Never fails, nor takes longer than Redis's patience; what cannot be read counts, and is taken away. */
    Future<Lookup<Found<A>>> find(CacheKey key) {
        long begin = System.nanoTime();
        return get(key, FIRST).compose(value -> {
            if (value.length() == 0) {
                return missing();
            }
            return value.length() < FIRST ? read(value, key) : findLarge(value, key, begin);
        }).recover(failed -> Future.succeededFuture(
                String.valueOf(failed.getMessage()).startsWith("WRONGTYPE") ? unreadable(key) : Lookup.unknown()));
    }

    private Future<Lookup<Found<A>>> findLarge(Buffer first, CacheKey key, long begin) {
        int length = first.getInt(LENGTH);
        if (first.getByte(0) != FORMAT || length < first.length() || length > mostOfOne) {
            return Future.succeededFuture(unreadable(key));
        }
        if (!onTheWay.take(length)) {
            skipped.increment();
            return Future.succeededFuture(Lookup.unknown());
        }
        // All of it, and not the rest: it may be another one by now.
        return inTime(begin, get(key, mostOfOne + 1).onComplete(come -> onTheWay.giveBack(length))
                .compose(value -> value.length() == 0 ? missing() : read(value, key)));
    }

    /** Two requests and a worker, each within its time, are not within theirs together. */
    private Future<Lookup<Found<A>>> inTime(long begin, Future<Lookup<Found<A>>> found) {
        Promise<Lookup<Found<A>>> first = Promise.promise();
        long left = redis.patience().minusNanos(System.nanoTime() - begin).toMillis();
        long timer = vertx.setTimer(Math.max(1, left), late -> first.tryComplete(Lookup.unknown()));
        found.onComplete(done -> {
            vertx.cancelTimer(timer);
            if (done.succeeded()) {
                first.tryComplete(done.result());
            } else {
                first.tryFail(done.cause());
            }
        });
        return first.future();
    }

    private Future<Lookup<Found<A>>> missing() {
        return Future.succeededFuture(Lookup.none());
    }

    /** @return no bytes where there is nothing */
    private Future<Buffer> get(CacheKey key, int most) {
        return redis.send(Request.cmd(Command.GETRANGE).arg(name(key)).arg(0).arg(most - 1))
                .map(response -> response == null ? Buffer.buffer() : response.toBuffer());
    }

    private Future<Lookup<Found<A>>> read(Buffer value, CacheKey key) {
        Optional<Duration> ttl = ttl(value);
        if (ttl.isEmpty()) {
            return Future.succeededFuture(unreadable(key));
        }
        return done(() -> form.decode().apply(value.slice(HEAD, value.length()), key), value.length() > FIRST)
                .recover(notOurs -> Future.succeededFuture(Optional.empty()))
                .map(answer -> answer.isEmpty() ? unreadable(key) : Lookup.of(new Found<>(answer.get(), ttl.get())));
    }

    private static Optional<Duration> ttl(Buffer value) {
        if (value.length() < HEAD || value.getByte(0) != FORMAT || value.getInt(LENGTH) != value.length()) {
            return Optional.empty();
        }
        long milliseconds = value.getLong(TTL);
        return milliseconds <= 0 || milliseconds > KeptAnswers.LONGEST.toMillis() ? Optional.empty() : Optional.of(Duration.ofMillis(milliseconds));
    }

    private Lookup<Found<A>> unreadable(CacheKey key) {
        unreadable.increment();
        drop(key);
        return Lookup.none();
    }

    /**
     * @param ttl  from when it was made
     * @param left of that
     * @return completes when it is there, or never will be; does not fail
     */
    Future<Void> keep(CacheKey key, A answer, Duration ttl, Duration left) {
        if (!redis.inUse() || left.toMillis() <= 0) {
            return Future.succeededFuture();
        }
        if (!room.isLeft()) {
            noRoom.increment();
            return Future.succeededFuture();
        }
        int weight = form.weight().applyAsInt(answer);
        if (writes.incrementAndGet() > MOST_WRITES | weights.addAndGet(weight) > MOST_WEIGHT) {
            tooMany.increment();
            written(weight);
            return Future.succeededFuture();
        }
        return done(() -> value(answer, key, ttl), weight > SMALL).compose(value -> write(key, value, left)).onComplete(done -> written(weight))
                .<Void>mapEmpty().otherwiseEmpty();
    }

    private Future<?> write(CacheKey key, Buffer value, Duration left) {
        int length = value.length();
        if (length > mostOfOne) {
            tooLarge.increment();
            return Future.succeededFuture();
        }
        if (!room.take(length)) {
            noRoom.increment();
            return Future.succeededFuture();
        }
        if (!onTheWay.take(length)) {
            tooMany.increment();
            return Future.succeededFuture();
        }
        return redis.send(Request.cmd(Command.SET).arg(name(key)).arg(value).arg("PX").arg(left.toMillis()))
                .onComplete(come -> onTheWay.giveBack(length));
    }

    private void written(int weight) {
        writes.decrementAndGet();
        weights.addAndGet(-weight);
    }

    private Buffer value(A answer, CacheKey key, Duration ttl) {
        Buffer encoded = form.encode().apply(answer, key);
        int length = HEAD + encoded.length();
        return Buffer.buffer(length).appendByte(FORMAT).appendLong(ttl.toMillis()).appendInt(length).appendBuffer(encoded);
    }

    void drop(CacheKey key) {
        redis.send(Request.cmd(Command.UNLINK).arg(name(key)));
    }

    private static String name(CacheKey key) {
        return TenantKeys.prefix(key.tenant()) + "cache:" + key.digest();
    }

    /** @return fails with what the work throws */
    private <T> Future<T> done(Supplier<T> work, boolean large) {
        return large ? vertx.executeBlocking(work::get, false) : Future.succeededFuture().map(now -> work.get());
    }
}
