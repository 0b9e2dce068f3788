package dev.portcullis.guard.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PauseTimerTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void itTellsOnTheEventLoopThatAskedUnlessItWasForgotten() {
        PauseTimer timer = PauseTimer.onEventLoop();
        CompletableFuture<List<String>> told = new CompletableFuture<>();
        vertx.runOnContext(begin -> {
            Thread loop = Thread.currentThread();
            List<String> so = new ArrayList<>();
            timer.after(Duration.ofMillis(1), () -> so.add("forgotten")).run();
            timer.after(Duration.ofMillis(2), () -> so.add(Thread.currentThread() == loop ? "here" : "elsewhere"));
            timer.after(Duration.ofMillis(3), () -> told.complete(so));
        });
        assertEquals(List.of("here"), told.join());
    }

    @Test
    void outsideOfEventLoopsNothingIsTold() {
        List<String> so = new ArrayList<>();
        PauseTimer.onEventLoop().after(Duration.ofMillis(1), () -> so.add("told")).run();
        assertTrue(so.isEmpty());
    }
}
