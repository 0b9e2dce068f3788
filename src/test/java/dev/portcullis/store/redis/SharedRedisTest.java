package dev.portcullis.store.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.Metric;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedRedisTest {

    /** Longer than in earnest: a busy machine must not look like a hung Redis. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Request PING = Request.cmd(Command.PING);

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RedisProcess server = RedisProcess.start();
    private final SharedRedis redis = new SharedRedis(vertx, server::options, PATIENCE, meters);

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }

    @Test
    void withoutARedisNothingIsSent() throws Exception {
        SharedRedis none = new SharedRedis(vertx, Optional::empty, PATIENCE, new SimpleMeterRegistry());
        none.start();
        none.tried().toCompletionStage().toCompletableFuture().get();
        assertEquals(SharedRedis.State.ABSENT, none.state());
        assertInstanceOf(RedisUnavailable.class, failureOf(none.send(PING)));
    }

    @Test
    void aScriptIsSentOnceAndRunByItsDigestFromThenOn() throws Exception {
        redis.start();
        awaitInUse();
        RedisScript script = new RedisScript("return {KEYS[1], ARGV[1]}", "c0ffee");
        RedisScript real = new RedisScript(script.source(), digestOf(script.source()));
        for (int i = 0; i < 3; i++) {
            Response answer = await(onEventLoop(() -> redis.run(real, List.of("key"), List.of("argument"))));
            assertEquals("[key, argument]", answer.toString());
        }
    }

    @Test
    void aScriptThatFailsSaysSoAndNothingIsOpened() throws Exception {
        redis.start();
        awaitInUse();
        RedisScript broken = new RedisScript("return redis.call('NO SUCH')", digestOf("return redis.call('NO SUCH')"));
        assertFalse(failureOf(onEventLoop(() -> redis.run(broken, List.of(), List.of()))) instanceof RedisUnavailable);
        assertTrue(redis.inUse());
    }

    @Test
    void everybodyWhoWaitsForAFrozenRedisIsToldAtOnceAndItIsTriedInTheBackground() throws Exception {
        redis.start();
        awaitInUse();
        await(onEventLoop(() -> redis.send(PING)));
        server.freeze();
        List<Future<Response>> waiting = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            waiting.add(onEventLoop(() -> redis.send(PING)));
        }
        for (Future<Response> one : waiting) {
            assertInstanceOf(RedisUnavailable.class, failureOf(one));
        }
        assertEquals(SharedRedis.State.LEFT_ALONE, redis.state());
        assertEquals(1, meters.get(Metric.REDIS_FAILURES.meterName()).counter().count(), "one opening, however many waited");
        assertEquals(2, meters.get(Metric.REDIS_STATE.meterName()).gauge().value());
        assertInstanceOf(RedisUnavailable.class, failureOf(onEventLoop(() -> redis.send(PING))));
        server.wake();
        awaitInUse();
        assertEquals("PONG", await(onEventLoop(() -> redis.send(PING))).toString());
    }

    /** A broken pipe was called a script that fails at a Redis that is well. */
    @Test
    void whoWaitsForARedisThatDiesIsToldThatItCannotBeUsed() throws Exception {
        redis.start();
        awaitInUse();
        await(onEventLoop(() -> redis.send(PING)));
        server.freeze();
        List<Future<Response>> waiting = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            waiting.add(onEventLoop(() -> redis.send(PING)));
        }
        server.kill();
        for (Future<Response> one : waiting) {
            assertInstanceOf(RedisUnavailable.class, failureOf(one));
        }
        assertEquals(SharedRedis.State.LEFT_ALONE, redis.state());
    }

    @Test
    void whatTakesTooLongIsNotWaitedForAndGoesElsewhere() throws Exception {
        Promise<String> slow = Promise.promise();
        Promise<String> afterwards = Promise.promise();
        Future<String> waiting = onEventLoop(() -> redis.within(Duration.ofMillis(5), slow.future(), afterwards::complete));
        assertInstanceOf(RedisUnavailable.class, failureOf(waiting));
        slow.complete("late");
        assertEquals("late", await(afterwards.future()));
        assertEquals("soon", await(onEventLoop(() -> redis.within(PATIENCE, Future.succeededFuture("soon"), late -> { }))));
        assertEquals("gone", failureOf(onEventLoop(() -> redis.within(PATIENCE, Future.failedFuture("gone"), late -> { }))).getMessage());
    }

    /** Quarkus closes its server before the ledger's last lines are written, and Redis was lost by then. */
    @Test
    void whatAServersEventLoopUsedIsUsedAfterThatServerIsGone() throws Exception {
        redis.start();
        awaitInUse();
        Promise<Response> asked = Promise.promise();
        Promise<Context> loop = Promise.promise();
        String server = await(vertx.deployVerticle(new AbstractVerticle() {
            @Override
            public void start() {
                loop.complete(context);
                redis.send(PING).onComplete(asked);
            }
        }));
        await(asked.future());
        await(vertx.undeploy(server));
        Promise<Response> askedAgain = Promise.promise();
        await(loop.future()).runOnContext(later -> redis.send(PING).onComplete(askedAgain));
        assertEquals("PONG", await(askedAgain.future()).toString());
        assertEquals(0, meters.get(Metric.REDIS_FAILURES.meterName()).counter().count());
    }

    @Test
    void aRedisThatWasGoneIsUsedAgainWhenItIsBack() throws Exception {
        redis.start();
        awaitInUse();
        server.kill();
        awaitTrue("left alone", () -> {
            onEventLoop(() -> redis.send(PING));
            return redis.state() == SharedRedis.State.LEFT_ALONE;
        });
        server.startAgain();
        awaitInUse();
        assertEquals("PONG", await(onEventLoop(() -> redis.send(PING))).toString());
    }

    @Test
    void aFullRedisIsLeftAloneUntilItHasRoom() throws Exception {
        redis.start();
        awaitInUse();
        await(redis.send(Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory").arg("1")));
        RedisScript writes = new RedisScript("return redis.call('SET', KEYS[1], 1)", digestOf("return redis.call('SET', KEYS[1], 1)"));
        failureOf(onEventLoop(() -> redis.run(writes, List.of("key"), List.of())));
        awaitTrue("left alone", () -> redis.state() == SharedRedis.State.LEFT_ALONE);
        server.kill();
        server.startAgain();
        awaitInUse();
    }

    @Test
    void aRedisThatIsNotThereAtTheStartIsUsedWhenItComes() {
        server.kill();
        redis.start();
        awaitTrue("a first try", () -> redis.tried().isComplete());
        assertEquals(SharedRedis.State.LEFT_ALONE, redis.state());
        server.startAgain();
        awaitInUse();
    }

    /** Nothing ever said that it was not used, nor why. */
    @Test
    void aRedisThatCannotBeUsedFromTheStartIsSpokenOfOnceWithItsCause() {
        server.kill();
        server.startAgain("--requirepass", "right");
        java.util.logging.Logger logger = java.util.logging.Logger.getLogger(SharedRedis.class.getName());
        List<String> warnings = new java.util.concurrent.CopyOnWriteArrayList<>();
        java.util.logging.Handler handler = new java.util.logging.Handler() {
            @Override
            public void publish(java.util.logging.LogRecord line) {
                if (line.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue()) {
                    warnings.add(line instanceof org.jboss.logmanager.ExtLogRecord one ? one.getFormattedMessage() : line.getMessage());
                }
            }

            @Override
            public void flush() {
            }

            @Override
            public void close() {
            }
        };
        logger.addHandler(handler);
        try {
            SharedRedis wrong = new SharedRedis(vertx, () -> server.options().map(one -> one.setPassword("wrong-secret")), PATIENCE, new SimpleMeterRegistry());
            wrong.start();
            awaitTrue("tried", () -> wrong.tried().isComplete());
            awaitTrue("said", () -> !warnings.isEmpty());
            assertEquals(1, warnings.size(), warnings.toString());
            assertTrue(warnings.getFirst().startsWith("Redis (QUARKUS_REDIS_HOSTS) cannot be used: it could not be reached: WRONGPASS"), warnings.getFirst());
            assertFalse(warnings.getFirst().contains("wrong-secret"), warnings.getFirst());
        } finally {
            logger.removeHandler(handler);
        }
    }

    private static String digestOf(String source) throws Exception {
        return java.util.HexFormat.of().formatHex(java.security.MessageDigest.getInstance("SHA-1").digest(source.getBytes()));
    }

    private <T> Future<T> onEventLoop(java.util.function.Supplier<Future<T>> action) {
        Promise<T> promise = Promise.promise();
        vertx.runOnContext(now -> action.get().onComplete(promise));
        return promise.future();
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static Throwable failureOf(Future<?> future) {
        return assertThrows(ExecutionException.class, () -> await(future)).getCause();
    }

    private void awaitInUse() {
        awaitTrue("Redis in use", redis::inUse);
    }

    private static void awaitTrue(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "waited in vain for: " + what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }
}
