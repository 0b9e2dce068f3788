package dev.portcullis.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.Metric;
import dev.portcullis.store.redis.RedisProcess;
import dev.portcullis.store.redis.SharedRedis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas, one Redis. */
class LayersTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MOST = 256 * 1024;
    private static final CacheKey KEY = Note.key("digest");
    private static final String NAME = "portcullis:{acme}:cache:digest";

    private final Vertx vertx = Vertx.vertx();
    private final RedisProcess server = RedisProcess.start();
    private final Replica one = new Replica(Duration.ofSeconds(1));
    private final Replica other = new Replica(Duration.ofSeconds(1));

    private final class Replica {

        final SimpleMeterRegistry meters = new SimpleMeterRegistry();
        final SharedRedis redis;
        final PurgeMarks marks = new PurgeMarks();
        final Layers<Note> layers;
        volatile Instant now = NOW;
        volatile long nanos;

        /** @param patience longer than in earnest: a busy machine must not look like a hung Redis */
        Replica(Duration patience) {
            redis = new SharedRedis(vertx, server::options, patience, meters);
            AnswersHere<Note> here = new AnswersHere<>(64 * 1024 * 1024, () -> nanos, meters);
            layers = new Layers<>(Note.FORM, here, new AnswersAtRedis<>(redis, Note.FORM, MOST, vertx, meters), marks, () -> now);
            marks.apply(Map.of());
            redis.start();
        }

        void pass(Duration time) {
            now = now.plus(time);
            nanos += time.toNanos();
        }

        Optional<Note> find(CacheKey key) {
            return lookUp(key).found();
        }

        Lookup<Note> lookUp(CacheKey key) {
            return LayersTest.this.on(() -> layers.find(key).subscribeAsCompletionStage()).join();
        }

        void keep(CacheKey key, Note note, Duration ttl) {
            on(() -> {
                layers.keep(key, note, ttl);
                return CompletableFuture.completedFuture(null);
            }).join();
        }

        /** Keeps it and waits until Redis has it. */
        void keepEverywhere(CacheKey key, Note note, Duration ttl) {
            keep(key, note, ttl);
            awaitTrue("at Redis", () -> send(Command.EXISTS, name(key)).toInteger() == 1);
        }

        double unreadable() {
            return meters.get(Metric.CACHE_UNREADABLE.meterName()).counter().count();
        }

        double dropped(String reason) {
            return meters.get(Metric.CACHE_DROPPED_WRITES.meterName()).tag("store", "redis").tag("reason", reason).counter().count();
        }
    }

    @BeforeEach
    void start() {
        awaitTrue("Redis in use", () -> one.redis.inUse() && other.redis.inUse());
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }

    @Test
    void whatOneKeepsTheOtherFindsWithItsTime() {
        Note note = new Note("äöü \0\r\n$-1\r\n", NOW);
        one.keepEverywhere(KEY, note, HOUR);
        other.pass(Duration.ofSeconds(100));
        assertEquals(Optional.of(note), other.find(KEY));
        assertEquals(Optional.of(note), one.find(KEY));
        assertEquals(Lookup.none(), other.lookUp(Note.key("another")));
    }

    @Test
    void anySequenceOfBytesComesBackAsItWas() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        Form<Buffer> plain = new Form<>(bytes -> NOW, Buffer::length, (bytes, key) -> bytes, (bytes, key) -> Optional.of(bytes.copy()));
        AnswersAtRedis<Buffer> redis = new AnswersAtRedis<>(one.redis, plain, MOST, vertx, new SimpleMeterRegistry());
        for (int size : new int[] {1, 255, 8_178, 8_179, 8_180, 65_536, MOST - 13}) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            CacheKey key = Note.key("bytes" + size);
            redis.keep(key, Buffer.buffer(bytes), HOUR, HOUR);
            awaitTrue("at Redis", () -> send(Command.EXISTS, name(key)).toInteger() == 1);
            var found = on(() -> redis.find(key).toCompletionStage().toCompletableFuture()).join();
            assertEquals(Lookup.of(new AnswersAtRedis.Found<>(Buffer.buffer(bytes), HOUR)), found);
        }
    }

    @Test
    void anAnswerIsFoundOnTheEventLoopThatAsked() {
        one.keepEverywhere(KEY, new Note("x".repeat(100_000), NOW), HOUR);
        AtomicBoolean same = new AtomicBoolean();
        on(() -> {
            Context asked = vertx.getOrCreateContext();
            return other.layers.find(KEY).invoke(found -> same.set(found.found().isPresent() && vertx.getOrCreateContext() == asked && Context.isOnEventLoopThread()))
                    .subscribeAsCompletionStage();
        }).join();
        assertTrue(same.get());
    }

    @Test
    void aCopyIsAskedForAgainAfterTenSeconds() {
        one.keepEverywhere(KEY, new Note("first", NOW), HOUR);
        assertEquals("first", other.find(KEY).orElseThrow().text());
        one.keep(KEY, new Note("second", NOW), HOUR);
        awaitTrue("written", () -> send(Command.GETRANGE, NAME, "0", "-1").toString().contains("second"));
        other.pass(Duration.ofMillis(9_999));
        assertEquals("first", other.find(KEY).orElseThrow().text());
        other.pass(Duration.ofMillis(1));
        assertEquals("second", other.find(KEY).orElseThrow().text());
    }

    /** Redis's own clock goes on as it does; what counts here is what the replica's says. */
    @Test
    void aCopyDoesNotOutliveTheAnswer() {
        one.keepEverywhere(KEY, new Note("x", NOW), Duration.ofSeconds(60));
        other.pass(Duration.ofSeconds(57));
        assertTrue(other.find(KEY).isPresent());
        other.pass(Duration.ofMillis(2_999));
        assertTrue(other.find(KEY).isPresent());
        other.pass(Duration.ofMillis(1));
        assertEquals(Lookup.none(), other.lookUp(KEY));
    }

    @Test
    void redisKeepsItForTheRestOfItsLife() {
        one.pass(Duration.ofSeconds(20));
        one.keepEverywhere(KEY, new Note("x", NOW), Duration.ofSeconds(60));
        long left = send(Command.PTTL, NAME).toLong();
        assertTrue(left > 30_000 && left <= 40_000, left + " ms");
        one.keep(Note.key("late"), new Note("x", NOW), Duration.ofSeconds(20));
        assertEquals(Optional.empty(), one.find(Note.key("late")), "its life is over");
    }

    @Test
    void nothingLivesLongerThanPurgesAreRemembered() {
        one.keepEverywhere(KEY, new Note("x", NOW), Duration.ofDays(1_000));
        assertTrue(send(Command.PTTL, NAME).toLong() <= KeptAnswers.LONGEST.toMillis());
        assertTrue(other.find(KEY).isPresent());
    }

    @Test
    void whatWasMadeByAClockThatIsAheadIsNotGiven() {
        one.now = NOW.plusSeconds(60);
        one.keepEverywhere(KEY, new Note("x", one.now), HOUR);
        assertEquals(Lookup.unknown(), other.lookUp(KEY));
        other.now = NOW.plusSeconds(56);
        assertTrue(other.find(KEY).isPresent(), "clocks may differ a little");
    }

    @Test
    void whatCannotBeReadIsAMissIsCountedAndIsTakenAway() {
        Buffer whole = value(new Note("x", NOW), KEY);
        Buffer large = value(new Note("x".repeat(50_000), NOW), KEY);
        List<Buffer> poison = new ArrayList<>(List.of(value(new Note("x", NOW), Note.key("another")), value(new Note("x".repeat(50_000), NOW), Note.key("another")),
                Buffer.buffer("nonsense"), Buffer.buffer("{\"answer\":42}".repeat(10_000)), Buffer.buffer(new byte[MOST + 1]),
                Buffer.buffer(new byte[3 * 1024 * 1024]), whole.copy().setByte(0, (byte) 2), whole.copy().setLong(1, 0), whole.copy().setLong(1, -1),
                whole.copy().setLong(1, Long.MAX_VALUE), whole.copy().setInt(9, whole.length() + 1), whole.copy().appendByte((byte) 0),
                large.copy().setByte(0, (byte) 2), large.copy().setInt(9, 1), large.copy().setInt(9, -1), large.copy().setInt(9, MOST + 1),
                large.copy().setInt(9, Integer.MAX_VALUE), large.copy().appendByte((byte) 0), large.getBuffer(0, large.length() - 1),
                large.copy().appendBytes(new byte[3 * 1024 * 1024])));
        for (int cut = 1; cut < whole.length() - 1; cut++) {
            poison.add(whole.getBuffer(0, cut));
        }
        int count = 0;
        for (Buffer value : poison) {
            one.redis.send(Request.cmd(Command.SET).arg(NAME).arg(value)).toCompletionStage().toCompletableFuture().join();
            assertEquals(Lookup.none(), other.lookUp(KEY));
            assertEquals(++count, other.unreadable(), value.length() + " bytes");
            awaitTrue("taken away", () -> send(Command.EXISTS, NAME).toInteger() == 0);
        }
        assertTrue(other.redis.inUse());
    }

    @Test
    void aKeyOfAnotherKindIsUnreadableToo() {
        send(Command.LPUSH, NAME, "x");
        assertEquals(Optional.empty(), one.find(KEY));
        assertEquals(1, one.unreadable());
        awaitTrue("taken away", () -> send(Command.EXISTS, NAME).toInteger() == 0);
        assertTrue(one.redis.inUse());
    }

    @Test
    void aDecoderThatThrowsMakesAMiss() {
        Form<Note> broken = new Form<>(Note::at, note -> 1, Note.FORM.encode(), (bytes, key) -> {
            throw new IllegalStateException("broken");
        });
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        AnswersAtRedis<Note> redis = new AnswersAtRedis<>(one.redis, broken, MOST, vertx, meters);
        one.keepEverywhere(KEY, new Note("x", NOW), HOUR);
        assertEquals(Lookup.none(), on(() -> redis.find(KEY).toCompletionStage().toCompletableFuture()).join());
        assertEquals(1, meters.get(Metric.CACHE_UNREADABLE.meterName()).counter().count());
    }

    /** The second request and the worker had their time on top of the first one's. */
    @Test
    void aLargeAnswerThatTakesTooLongIsAMiss() {
        CountDownLatch decoding = new CountDownLatch(1);
        Form<Note> slow = new Form<>(Note::at, note -> 1, Note.FORM.encode(), (bytes, key) -> {
            try {
                decoding.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return Note.FORM.decode().apply(bytes, key);
        });
        AnswersAtRedis<Note> redis = new AnswersAtRedis<>(one.redis, slow, MOST, vertx, new SimpleMeterRegistry());
        one.keepEverywhere(KEY, new Note("x".repeat(50_000), NOW), HOUR);
        long begin = System.nanoTime();
        assertEquals(Lookup.unknown(), on(() -> redis.find(KEY).toCompletionStage().toCompletableFuture()).join());
        assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(5));
        decoding.countDown();
        awaitTrue("found", () -> on(() -> redis.find(KEY).toCompletionStage().toCompletableFuture()).join().found().isPresent());
    }

    @Test
    void whatIsTooLargeForRedisStaysHere() {
        one.keep(KEY, new Note("x".repeat(MOST), NOW), HOUR);
        awaitTrue("counted", () -> one.dropped("size") == 1);
        assertTrue(one.find(KEY).isPresent());
        assertEquals(0, send(Command.EXISTS, NAME).toInteger());
    }

    @Test
    void writesBeyondTheBoundAreDroppedAndCounted() {
        on(() -> {
            for (int i = 0; i < AnswersAtRedis.MOST_WRITES + 10; i++) {
                one.layers.keep(Note.key("k" + i), new Note("x", NOW), HOUR);
            }
            return CompletableFuture.completedFuture(null);
        }).join();
        assertEquals(10, one.dropped("busy"));
        awaitTrue("the others are there", () -> send(Command.DBSIZE).toInteger() >= AnswersAtRedis.MOST_WRITES);
        one.keepEverywhere(KEY, new Note("x", NOW), HOUR);
    }

    @Test
    void theMemoryOfWhatIsBeingWrittenIsBounded() {
        on(() -> {
            for (int i = 0; i < 20; i++) {
                one.layers.keep(Note.key("k" + i), new Note("x".repeat(4 * 1024 * 1024), NOW), HOUR);
            }
            return CompletableFuture.completedFuture(null);
        }).join();
        awaitTrue("all of them counted", () -> one.dropped("busy") + one.dropped("size") == 20);
        assertTrue(one.dropped("busy") >= 8, "four fit at once, and workers are not that fast");
    }

    /** 32 answers of 400 KiB at once took longer than Redis's patience: it was left alone, and with it everybody's limits. */
    @Test
    void manyLargeAnswersAtOnceDoNotMakeRedisLookSlow() {
        CacheKey key = Note.key("large");
        one.keepEverywhere(key, new Note("x".repeat(MOST - 100), NOW), HOUR);
        List<CompletableFuture<Boolean>> asked = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            asked.add(on(() -> other.layers.find(key).map(found -> found.found().isPresent()).subscribeAsCompletionStage()));
        }
        long found = asked.stream().filter(CompletableFuture::join).count();
        assertTrue(found >= 4, found + " found");
        assertEquals(256 - found, other.meters.get(Metric.CACHE_SKIPPED_READS.meterName()).counter().count());
        assertTrue(other.find(key).isPresent(), "and again, when they have come");
    }

    @Test
    void aFullRedisGetsNoMoreAnswersBeforeItRefusesLimits() {
        assertTrue(RoomAtRedis.in("used_memory:76\r\nmaxmemory:0\r\n") > 1_000_000_000);
        assertEquals(1, RoomAtRedis.in("# Memory\r\nused_memory:74\r\nused_memory_human:1\r\nmaxmemory:100\r\nmaxmemory_human:1\r\n"));
        assertEquals(0, RoomAtRedis.in("# Memory\r\nused_memory:75\r\nused_memory_human:1\r\nmaxmemory:100\r\nmaxmemory_human:1\r\n"));
        assertTrue(RoomAtRedis.in("nothing is said") > 1_000_000_000);
        send(Command.CONFIG, "SET", "maxmemory", "20mb");
        one.keepEverywhere(KEY, new Note("asks how much there is", NOW), HOUR);
        awaitTrue("it has been asked", () -> send(Command.INFO, "commandstats").toString().contains("cmdstat_info:calls="));
        Note large = new Note("x".repeat(200 * 1024), NOW);
        AtomicInteger next = new AtomicInteger();
        awaitTrue("no room", () -> {
            one.keep(Note.key("k" + next.incrementAndGet()), large, HOUR);
            return one.dropped("full") > 0;
        });
        assertTrue(one.redis.inUse());
        assertTrue(send(Command.DBSIZE).toInteger() > 20, "up to then it was used");
    }

    @Test
    void aFrozenRedisIsWaitedForOnceAndThenNotAtAll() {
        Duration patience = Duration.ofMillis(50);
        Replica hasty = new Replica(patience);
        awaitTrue("Redis in use", hasty.redis::inUse);
        hasty.keep(KEY, new Note("here", NOW), HOUR);
        server.freeze();
        long begin = System.nanoTime();
        assertEquals(Lookup.unknown(), hasty.lookUp(Note.key("missing")), "it may be there");
        long first = System.nanoTime() - begin;
        begin = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            assertEquals(Lookup.unknown(), hasty.lookUp(Note.key("missing")));
            assertTrue(hasty.find(KEY).isPresent());
        }
        long rest = System.nanoTime() - begin;
        assertTrue(first < TimeUnit.MILLISECONDS.toNanos(500), first / 1_000_000 + " ms");
        assertTrue(rest < TimeUnit.MILLISECONDS.toNanos(1_000), rest / 1_000_000 + " ms for 2,000 of them");
        hasty.keep(Note.key("alone"), new Note("alone", NOW), HOUR);
        assertTrue(hasty.find(Note.key("alone")).isPresent());
        server.wake();
    }

    @Test
    void withoutARedisThisProcessKeepsItsOwn() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        SharedRedis none = new SharedRedis(vertx, Optional::empty, Duration.ofMillis(50), meters);
        none.start();
        PurgeMarks marks = new PurgeMarks();
        marks.apply(Map.of());
        Layers<Note> alone = new Layers<>(Note.FORM, new AnswersHere<>(1024 * 1024, System::nanoTime, meters),
                new AnswersAtRedis<>(none, Note.FORM, MOST, vertx, meters), marks, () -> NOW);
        alone.keep(KEY, new Note("x", NOW), HOUR);
        assertTrue(alone.find(KEY).await().indefinitely().found().isPresent());
        assertEquals(Lookup.none(), alone.find(Note.key("another")).await().indefinitely());
    }

    @Test
    void whatWasPurgedIsGivenByNoneAndTakenAway() {
        one.keepEverywhere(KEY, new Note("x", NOW), HOUR);
        assertTrue(other.find(KEY).isPresent());
        Map<Purge, Instant> purged = Map.of(new Purge("acme", "gpt", Purge.ANY, Purge.ANY), NOW.plusSeconds(1));
        one.marks.apply(purged);
        other.marks.apply(purged);
        assertEquals(Optional.empty(), one.find(KEY));
        awaitTrue("taken away", () -> send(Command.EXISTS, NAME).toInteger() == 0);
        assertEquals(Optional.empty(), other.find(KEY));
        other.keep(KEY, new Note("begun before", NOW), HOUR);
        assertEquals(Optional.empty(), other.find(KEY));
        other.keep(KEY, new Note("anew", NOW.plusSeconds(2)), HOUR);
        assertTrue(other.find(KEY).isPresent());
    }

    @Test
    void aRedisThatWasAwayComesBackWithNothingThatWasPurged() {
        one.keepEverywhere(KEY, new Note("x", NOW), HOUR);
        server.freeze();
        assertEquals(Optional.empty(), other.find(KEY));
        other.marks.apply(Map.of(new Purge("acme", Purge.ANY, Purge.ANY, KEY.digest()), NOW));
        server.wake();
        awaitTrue("Redis in use", other.redis::inUse);
        assertEquals(Optional.empty(), other.find(KEY));
    }

    @Test
    void untilPurgesAreKnownNothingIsTakenFromRedis() {
        one.keepEverywhere(KEY, new Note("x", NOW), HOUR);
        Replica fresh = new Replica(Duration.ofSeconds(1));
        awaitTrue("Redis in use", fresh.redis::inUse);
        Layers<Note> unknowing = new Layers<>(Note.FORM, new AnswersHere<>(1024 * 1024, System::nanoTime, new SimpleMeterRegistry()),
                new AnswersAtRedis<>(fresh.redis, Note.FORM, MOST, vertx, new SimpleMeterRegistry()), new PurgeMarks(), () -> NOW);
        assertEquals(Lookup.unknown(), on(() -> unknowing.find(KEY).subscribeAsCompletionStage()).join());
        assertTrue(other.find(KEY).isPresent(), "and it is still there");
    }

    @Test
    void aTenantsNameCannotReachAnothersKeys() {
        one.keep(new CacheKey("a}:{b", "gpt", "", "d"), new Note("x", NOW), HOUR);
        awaitTrue("under a name of its own", () -> send(Command.EXISTS, "portcullis:{a%7D:%7Bb}:cache:d").toInteger() == 1);
    }

    private static Buffer value(Note note, CacheKey key) {
        Buffer encoded = Note.FORM.encode().apply(note, key);
        return Buffer.buffer().appendByte((byte) 1).appendLong(HOUR.toMillis()).appendInt(13 + encoded.length()).appendBuffer(encoded);
    }

    private static String name(CacheKey key) {
        return "portcullis:{" + key.tenant() + "}:cache:" + key.digest();
    }

    private Response send(Command command, String... arguments) {
        Request request = Request.cmd(command);
        for (String argument : arguments) {
            request.arg(argument);
        }
        return one.redis.send(request).toCompletionStage().toCompletableFuture().join();
    }

    private <T> CompletableFuture<T> on(java.util.function.Supplier<CompletableFuture<T>> action) {
        CompletableFuture<T> result = new CompletableFuture<>();
        vertx.runOnContext(now -> action.get().whenComplete((value, failure) -> {
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failure);
            }
        }));
        return result;
    }

    private static void awaitTrue(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not in time: " + what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }
}
