package dev.portcullis.store.redis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two replicas, one Redis. */
class MailboxTest {

    /** Longer than in earnest: a busy machine must not look like a hung Redis. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Vertx vertx = Vertx.vertx();
    private final RedisProcess server = RedisProcess.start();
    private final SharedRedis redis = new SharedRedis(vertx, server::options, PATIENCE, new SimpleMeterRegistry());
    private final SharedRedis otherRedis = new SharedRedis(vertx, server::options, PATIENCE, new SimpleMeterRegistry());
    private final Mailbox mailbox = new Mailbox(vertx, redis);
    private final Mailbox other = new Mailbox(vertx, otherRedis);
    private final List<String> received = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }

    private void start() {
        mailbox.open(message -> { });
        other.open(message -> received.add(message.toString()));
        redis.start();
        otherRedis.start();
        await("open", () -> mailbox.isOpen() && other.isOpen());
    }

    @Test
    void whatOneEventLoopSendsArrivesInOrder() {
        start();
        List<String> sent = IntStream.range(0, 1_000).mapToObj(Integer::toString).toList();
        List<Future<Boolean>> heard = new ArrayList<>();
        Promise<Void> all = Promise.promise();
        mailbox.run(() -> {
            sent.forEach(text -> heard.add(mailbox.send(other.address(), Buffer.buffer(text))));
            Future.all(heard).<Void>mapEmpty().onComplete(all);
        });
        all.future().toCompletionStage().toCompletableFuture().join();
        assertTrue(heard.stream().allMatch(Future::result));
        await("all", () -> received.size() == sent.size());
        assertEquals(sent, received);
    }

    @Test
    void bytesArriveAsTheyAre() {
        List<byte[]> come = new CopyOnWriteArrayList<>();
        mailbox.open(message -> come.add(message.getBytes()));
        redis.start();
        await("open", mailbox::isOpen);
        byte[] all = new byte[256];
        IntStream.range(0, all.length).forEach(i -> all[i] = (byte) i);
        assertTrue(sent(() -> mailbox.send(mailbox.address(), Buffer.buffer(all))));
        await("there", () -> !come.isEmpty());
        assertArrayEquals(all, come.getFirst());
    }

    @Test
    void whoDoesNotListenIsKnownAtOnce() {
        start();
        assertFalse(sent(() -> mailbox.send("portcullis:replica:nobody", Buffer.buffer("x"))));
    }

    @Test
    void itListensAgainWhenRedisIsBack() {
        start();
        server.kill();
        await("away", () -> !mailbox.isOpen() && !other.isOpen());
        server.startAgain();
        await("back", () -> mailbox.isOpen() && other.isOpen());
        assertTrue(sent(() -> mailbox.send(other.address(), Buffer.buffer("again"))));
        await("arrived", () -> received.contains("again"));
    }

    /** Every stream that replicas shared was cut where Redis was slow for a moment and was left alone. */
    @Test
    void whatIsSentWhileRedisIsSlowArrivesWhenItIsBack() {
        start();
        server.freeze();
        Future<Boolean> sent = mailbox.send(other.address(), Buffer.buffer("late"));
        redis.run(new RedisScript("return 1", "0"), List.of(), List.of());
        await("left alone", () -> !redis.inUse());
        assertFalse(mailbox.isOpen());
        assertFalse(sent.isComplete());
        server.wake();
        await("arrived", () -> received.contains("late"));
        assertTrue(sent.toCompletionStage().toCompletableFuture().join());
        await("open", mailbox::isOpen);
    }

    /** A connection that only listens did not show that the network had forgotten it: such a replica was reached by nobody any more. */
    @Test
    void itListensAgainWhereTheNetworkHasForgottenIt() {
        Queue<NetSocket> forgotten = new ConcurrentLinkedQueue<>();
        NetClient toServer = vertx.createNetClient();
        int port = vertx.createNetServer().connectHandler(socket -> {
            socket.pause();
            toServer.connect(server.port(), "127.0.0.1").onSuccess(there -> {
                forgotten.add(there);
                socket.handler(there::write);
                there.handler(socket::write);
                socket.resume();
            });
        }).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join().actualPort();
        SharedRedis far = new SharedRedis(vertx, () -> Optional.of(new RedisOptions().setConnectionString("redis://127.0.0.1:" + port)), PATIENCE,
                new SimpleMeterRegistry());
        Mailbox distant = new Mailbox(vertx, far, Duration.ofMillis(100));
        distant.open(message -> received.add(message.toString()));
        mailbox.open(message -> { });
        redis.start();
        far.start();
        await("open", () -> mailbox.isOpen() && distant.isOpen());
        forgotten.forEach(there -> there.handler(lost -> { }));
        await("again", () -> {
            sent(() -> mailbox.send(distant.address(), Buffer.buffer("again")));
            return received.contains("again");
        });
    }

    private boolean sent(Supplier<Future<Boolean>> how) {
        Promise<Boolean> promise = Promise.promise();
        mailbox.run(() -> how.get().onComplete(promise));
        return promise.future().toCompletionStage().toCompletableFuture().join();
    }

    private static void await(String what, BooleanSupplier condition) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < until, "not within 30 s: " + what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
