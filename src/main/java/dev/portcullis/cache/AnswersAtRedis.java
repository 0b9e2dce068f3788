package dev.portcullis.cache;

import dev.portcullis.pipeline.Metric;
import dev.portcullis.store.redis.SharedRedis;
import dev.portcullis.store.redis.TenantKeys;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Answers that replicas share, at {@code portcullis:{tenant}:cache:<digest>}. A value is a byte that names its format, eight with
 * the milliseconds it may live from when it was made, and the answer. More of a value than may be is never read. What is large is
 * encoded and decoded on a worker, and comes back on the caller's event loop. Writes are nobody's to wait for, and bounded.
 */
final class AnswersAtRedis<A> {

    private static final byte FORMAT = 1;
    private static final int HEAD = 1 + Long.BYTES;
    /** A whole answer of this size may be decoded on an event loop; it takes some 20 microseconds. */
    private static final int SMALL = 16 * 1024;
    /** On their way to Redis at once. */
    static final int MOST_WRITES = 256;
    static final int MOST_BYTES = 16 * 1024 * 1024;

    /** @param ttl from when it was made */
    record Found<A>(A answer, Duration ttl) {
    }

    private final SharedRedis redis;
    private final Form<A> form;
    private final int mostOfOne;
    private final Vertx vertx;
    private final RoomAtRedis room;
    private final Counter unreadable;
    private final Counter tooLarge;
    private final Counter tooMany;
    private final Counter noRoom;
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /** @param mostOfOne bytes of one value */
    AnswersAtRedis(SharedRedis redis, Form<A> form, int mostOfOne, Vertx vertx, MeterRegistry meters) {
        this.redis = redis;
        this.form = form;
        this.mostOfOne = mostOfOne;
        this.vertx = vertx;
        room = new RoomAtRedis(redis, System::nanoTime);
        unreadable = Counter.builder(Metric.CACHE_UNREADABLE.meterName()).description(Metric.CACHE_UNREADABLE.meaning()).register(meters);
        tooLarge = DroppedWrites.tooLarge(meters, "redis");
        tooMany = DroppedWrites.counter(meters, "redis", "busy");
        noRoom = DroppedWrites.counter(meters, "redis", "full");
    }

    boolean inUse() {
        return redis.inUse();
    }

    /** Never fails; what cannot be read counts, and is taken away. */
    Future<Optional<Found<A>>> find(CacheKey key) {
        // Of a missing key there are no bytes, and of one that somebody made huge there is no more than shows that.
        return redis.send(Request.cmd(Command.GETRANGE).arg(name(key)).arg(0).arg(mostOfOne)).transform(answer -> {
            if (answer.failed()) {
                boolean other = String.valueOf(answer.cause().getMessage()).startsWith("WRONGTYPE");
                return Future.succeededFuture(other ? unreadable(key) : Optional.empty());
            }
            Buffer value = bytes(answer.result());
            return value.length() == 0 ? Future.succeededFuture(Optional.empty()) : read(value, key);
        });
    }

    private static Buffer bytes(Response response) {
        return response == null ? Buffer.buffer() : response.toBuffer();
    }

    private Future<Optional<Found<A>>> read(Buffer value, CacheKey key) {
        Optional<Duration> ttl = value.length() > mostOfOne ? Optional.empty() : ttl(value);
        if (ttl.isEmpty()) {
            return Future.succeededFuture(unreadable(key));
        }
        return done(() -> form.decode().apply(value.slice(HEAD, value.length()), key), value.length() > SMALL)
                .recover(notOurs -> Future.succeededFuture(Optional.empty()))
                .map(answer -> answer.isEmpty() ? unreadable(key) : Optional.of(new Found<>(answer.get(), ttl.get())));
    }

    private static Optional<Duration> ttl(Buffer value) {
        if (value.length() < HEAD || value.getByte(0) != FORMAT) {
            return Optional.empty();
        }
        long milliseconds = value.getLong(1);
        return milliseconds <= 0 || milliseconds > KeptAnswers.LONGEST.toMillis() ? Optional.empty() : Optional.of(Duration.ofMillis(milliseconds));
    }

    private Optional<Found<A>> unreadable(CacheKey key) {
        unreadable.increment();
        drop(key);
        return Optional.empty();
    }

    /**
     * @param ttl  from when it was made
     * @param left of that
     */
    void keep(CacheKey key, A answer, Duration ttl, Duration left) {
        if (!redis.inUse() || left.toMillis() <= 0) {
            return;
        }
        if (!room.isLeft()) {
            noRoom.increment();
            return;
        }
        int weight = form.weight().applyAsInt(answer);
        if (writes.incrementAndGet() > MOST_WRITES | bytes.addAndGet(weight) > MOST_BYTES) {
            tooMany.increment();
            written(weight);
            return;
        }
        done(() -> value(answer, key, ttl), weight > SMALL).compose(value -> {
            if (value.length() > mostOfOne) {
                tooLarge.increment();
                return Future.succeededFuture();
            }
            return redis.send(Request.cmd(Command.SET).arg(name(key)).arg(value).arg("PX").arg(left.toMillis()));
        }).onComplete(done -> written(weight));
    }

    private void written(int weight) {
        writes.decrementAndGet();
        bytes.addAndGet(-weight);
    }

    private Buffer value(A answer, CacheKey key, Duration ttl) {
        Buffer encoded = form.encode().apply(answer, key);
        return Buffer.buffer(HEAD + encoded.length()).appendByte(FORMAT).appendLong(ttl.toMillis()).appendBuffer(encoded);
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
