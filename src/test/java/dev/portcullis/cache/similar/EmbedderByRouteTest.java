package dev.portcullis.cache.similar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.Metric;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class EmbedderByRouteTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Queue<CompletableFuture<float[]>> underWay = new ArrayDeque<>();

    private CompletableFuture<Optional<float[]>> ask(EmbedderByRoute embedder) {
        return embedder.embed("question").subscribeAsCompletionStage();
    }

    private EmbedderByRoute embedder(Function<String, Uni<float[]>> route, Duration patience) {
        return new EmbedderByRoute(route, 1, patience, meters);
    }

    private Uni<float[]> later(String question) {
        CompletableFuture<float[]> answer = new CompletableFuture<>();
        underWay.add(answer);
        return Uni.createFrom().completionStage(answer);
    }

    private double counted(String result) {
        return meters.get(Metric.CACHE_EMBEDDINGS.meterName()).tag("result", result).counter().count();
    }

    @Test
    void whoFindsTooManyUnderWayGoesWithoutUntilOneIsBack() {
        EmbedderByRoute embedder = embedder(this::later, HOUR);
        CompletableFuture<Optional<float[]>> first = ask(embedder);
        assertFalse(first.isDone());
        assertEquals(Optional.empty(), ask(embedder).join());
        assertEquals(1, counted("busy"));
        underWay.remove().complete(new float[] {1});
        assertTrue(first.join().isPresent());
        CompletableFuture<Optional<float[]>> next = ask(embedder);
        underWay.remove().complete(new float[] {2});
        assertEquals(2, next.join().orElseThrow()[0]);
    }

    @Test
    void whoLeavesMakesRoom() {
        EmbedderByRoute embedder = embedder(this::later, HOUR);
        embedder.embed("question").subscribe().with(vector -> { }).cancel();
        underWay.clear();
        CompletableFuture<Optional<float[]>> next = ask(embedder);
        underWay.remove().complete(new float[] {1});
        assertTrue(next.join().isPresent());
    }

    @Test
    void aFailureIsAQuestionWithoutAVector() {
        assertEquals(Optional.empty(), ask(embedder(question -> Uni.createFrom().failure(new IllegalStateException("down")), HOUR)).join());
        assertEquals(Optional.empty(), ask(embedder(question -> {
            throw new IllegalStateException("worse");
        }, HOUR)).join());
        assertEquals(2, counted("failed"));
    }

    @Test
    void whoWaitsForTooLongGoesWithout() {
        assertEquals(Optional.empty(), ask(embedder(this::later, Duration.ofMillis(1))).join());
        assertEquals(1, counted("late"));
    }
}
