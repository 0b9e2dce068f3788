package dev.portcullis.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RefreshTest {

    private final List<CompletableFuture<String>> loads = new CopyOnWriteArrayList<>();
    private final Refresh refresh = new Refresh("it", () -> {
        CompletableFuture<String> load = new CompletableFuture<>();
        loads.add(load);
        return Uni.createFrom().completionStage(load);
    });

    @Test
    void whoAsksWhileOneRunsIsServedByOneMore() {
        refresh.ask();
        for (int i = 0; i < 100; i++) {
            refresh.ask();
        }
        assertEquals(1, loads.size());
        loads.getFirst().complete("");
        assertEquals(2, loads.size());
        loads.getLast().complete("");
        assertEquals(2, loads.size());
    }

    @Test
    void waitingForItMeansForALoadThatBeganAfterwards() {
        refresh.ask();
        CompletableFuture<Void> waiting = refresh.now().subscribeAsCompletionStage();
        loads.getFirst().complete("old");
        assertFalse(waiting.isDone());
        loads.getLast().complete("new");
        assertTrue(waiting.isDone());
    }

    @Test
    void aLoadThatFailsIsNoneAndIsTriedAgainByItself() {
        refresh.ask();
        loads.getFirst().completeExceptionally(new IllegalStateException("away"));
        assertFalse(refresh.isLoaded());
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (loads.size() < 2) {
            assertTrue(System.nanoTime() < deadline, "not tried again");
            Thread.onSpinWait();
        }
        loads.getLast().complete("");
        // The thread that tries again may not have got as far as looking at what it loads.
        while (!refresh.isLoaded()) {
            assertTrue(System.nanoTime() < deadline, "not loaded");
            Thread.onSpinWait();
        }
    }

    /** Each that failed had a retry of its own, and each of these another, for ever. */
    @Test
    void manyThatFailAreTriedAgainOnce() {
        List<Runnable> later = new ArrayList<>();
        AtomicInteger calls = new AtomicInteger();
        Refresh failing = new Refresh("it", () -> {
            calls.incrementAndGet();
            return Uni.createFrom().failure(new IllegalStateException("away"));
        }, (pause, again) -> later.add(again));
        for (int i = 0; i < 3; i++) {
            failing.ask();
        }
        assertEquals(3, calls.get());
        assertEquals(1, later.size());
        later.getFirst().run();
        assertEquals(4, calls.get());
        assertEquals(2, later.size(), "that one failed too");
    }

    @Test
    void aLoaderThatThrowsFailsOnlyItsLoad() {
        List<Integer> calls = new CopyOnWriteArrayList<>();
        Refresh throwing = new Refresh("it", () -> {
            calls.add(1);
            throw new IllegalStateException("made for this test");
        });
        throwing.ask();
        throwing.ask();
        assertTrue(calls.size() >= 2);
        assertFalse(throwing.isLoaded());
    }
}
