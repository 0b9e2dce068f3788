package dev.portcullis.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LanesTest {

    private static final int LOOPS = 3;
    private static final int MOST_WAITING = 5;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));
    private final List<EventExecutor> loops = new ArrayList<>();
    private final List<Integer> parts = new ArrayList<>();
    /** What is given later, in the order in which it is. */
    private final Deque<Runnable> later = new ArrayDeque<>();

    LanesTest() {
        vertx.nettyEventLoopGroup().forEach(loops::add);
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Lanes lanes(int connections) {
        return new Lanes(connections, LOOPS, MOST_WAITING, part -> {
            parts.add(part);
            return vertx.createHttpClient();
        });
    }

    /** An attempt of one of the loops. */
    private final class Attempt {

        private final Lanes.Turn turn;
        private final boolean taken;
        private HttpClient client;

        Attempt(Lanes lanes, int loop) {
            turn = lanes.turn(() -> later::add, given -> client = given);
            taken = loops.get(loop).submit(turn::take).syncUninterruptibly().getNow();
        }
    }

    private List<Attempt> attempts(Lanes lanes, int loop, int count) {
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            attempts.add(new Attempt(lanes, loop));
        }
        return attempts;
    }

    private void runLater() {
        for (Runnable next = later.poll(); next != null; next = later.poll()) {
            next.run();
        }
    }

    @Test
    void allConnectionsAreParted() {
        lanes(512);
        lanes(2 * Lanes.LEAST + 1);
        lanes(2 * Lanes.LEAST - 1);
        lanes(1);
        assertEquals(List.of(171, 171, 170, Lanes.LEAST + 1, Lanes.LEAST, 2 * Lanes.LEAST - 1, 1), parts);
    }

    @Test
    void everyLoopHasItsOwn() {
        Lanes lanes = lanes(LOOPS * Lanes.LEAST);
        Set<HttpClient> clients = new HashSet<>();
        for (int loop = 0; loop < LOOPS; loop++) {
            HttpClient own = new Attempt(lanes, loop).client;
            clients.add(own);
            assertSame(own, new Attempt(lanes, loop).client);
        }
        assertEquals(LOOPS, clients.size());
    }

    @Test
    void fewConnectionsAreSharedByLoops() {
        Lanes lanes = lanes(2 * Lanes.LEAST - 1);
        assertSame(new Attempt(lanes, 0).client, new Attempt(lanes, LOOPS - 1).client);
    }

    @Test
    void whoHasNoneLeftTakesAnothers() {
        Lanes lanes = lanes(2 * Lanes.LEAST);
        List<Attempt> own = attempts(lanes, 0, Lanes.LEAST);
        List<Attempt> others = attempts(lanes, 0, Lanes.LEAST);
        assertEquals(1, Set.copyOf(own.stream().map(one -> one.client).toList()).size());
        assertEquals(1, Set.copyOf(others.stream().map(one -> one.client).toList()).size());
        assertNotSame(own.getFirst().client, others.getFirst().client);
    }

    @Test
    void whoWaitsLongestIsNextWhicheverLoopsConnectionIsFree() {
        Lanes lanes = lanes(2 * Lanes.LEAST);
        List<Attempt> own = attempts(lanes, 0, Lanes.LEAST);
        List<Attempt> others = attempts(lanes, 1, Lanes.LEAST);
        List<Attempt> waiting = attempts(lanes, 0, 3);
        others.getFirst().turn.leave();
        own.getFirst().turn.leave();
        runLater();
        assertSame(others.getFirst().client, waiting.get(0).client);
        assertSame(own.getFirst().client, waiting.get(1).client);
        assertNull(waiting.get(2).client);
        Attempt late = new Attempt(lanes, 0);
        waiting.get(0).turn.leave();
        runLater();
        assertSame(others.getFirst().client, waiting.get(2).client);
        assertNull(late.client);
        waiting.get(1).turn.leave();
        runLater();
        assertSame(own.getFirst().client, late.client);
    }

    @Test
    void whoLeftBeforeItsTurnIsPassedOver() {
        Lanes lanes = lanes(1);
        Attempt first = new Attempt(lanes, 0);
        Attempt impatient = new Attempt(lanes, 0);
        Attempt next = new Attempt(lanes, 0);
        impatient.turn.leave();
        first.turn.leave();
        runLater();
        assertNull(impatient.client);
        assertSame(first.client, next.client);
    }

    @Test
    void whoLeftBeforeItWasToldGivesItsConnectionOn() {
        Lanes lanes = lanes(1);
        Attempt first = new Attempt(lanes, 0);
        Attempt impatient = new Attempt(lanes, 0);
        Attempt next = new Attempt(lanes, 0);
        first.turn.leave();
        impatient.turn.leave();
        runLater();
        assertNull(impatient.client);
        assertSame(first.client, next.client);
    }

    @Test
    void whoLeftBeforeItBeganTakesNothing() {
        Lanes lanes = lanes(1);
        Lanes.Turn gone = lanes.turn(() -> later::add, client -> { throw new AssertionError("it has left"); });
        gone.leave();
        assertTrue(gone.take());
        Attempt next = new Attempt(lanes, 0);
        assertNotNull(next.client, "the only connection is free");
    }

    @Test
    void noMoreWaitThanMay() {
        Lanes lanes = lanes(1);
        Attempt first = new Attempt(lanes, 0);
        List<Attempt> waiting = attempts(lanes, 0, MOST_WAITING);
        assertTrue(waiting.stream().allMatch(one -> one.taken));
        Attempt tooMany = new Attempt(lanes, 0);
        assertFalse(tooMany.taken);
        tooMany.turn.leave();
        waiting.getFirst().turn.leave();
        assertTrue(new Attempt(lanes, 0).taken, "one has gone");
        first.turn.leave();
        runLater();
        assertSame(first.client, waiting.get(1).client);
    }

    @Test
    void underCrowdsNeitherMoreThanThereAreNorAnyForgotten() throws InterruptedException {
        int connections = 2 * Lanes.LEAST + 1;
        int attempts = 20_000;
        Lanes lanes = new Lanes(connections, LOOPS, attempts, part -> vertx.createHttpClient());
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch over = new CountDownLatch(attempts);
        for (int i = 0; i < attempts; i++) {
            EventExecutor loop = loops.get(i % LOOPS);
            Lanes.Turn[] turn = new Lanes.Turn[1];
            turn[0] = lanes.turn(() -> loop, client -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                loop.execute(() -> {
                    now.decrementAndGet();
                    turn[0].leave();
                    over.countDown();
                });
            });
            loop.execute(turn[0]::take);
        }
        assertTrue(over.await(1, TimeUnit.MINUTES), over.getCount() + " were forgotten");
        assertEquals(connections, most.get());
    }
}
