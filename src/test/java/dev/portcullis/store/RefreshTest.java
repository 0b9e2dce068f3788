package dev.portcullis.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RefreshTest {

    private final List<CompletableFuture<String>> loads = new ArrayList<>();
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
    void aLoadThatFailsIsNoneAndTheNextIsTried() {
        refresh.ask();
        loads.getFirst().completeExceptionally(new IllegalStateException("away"));
        assertFalse(refresh.isLoaded());
        refresh.ask();
        loads.getLast().complete("");
        assertTrue(refresh.isLoaded());
    }

    @Test
    void aLoaderThatThrowsFailsOnlyItsLoad() {
        List<Integer> calls = new ArrayList<>();
        Refresh throwing = new Refresh("it", () -> {
            calls.add(1);
            throw new IllegalStateException("made for this test");
        });
        throwing.ask();
        throwing.ask();
        assertEquals(2, calls.size());
        assertFalse(throwing.isLoaded());
    }
}
