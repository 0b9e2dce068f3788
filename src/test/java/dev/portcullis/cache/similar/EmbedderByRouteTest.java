package dev.portcullis.cache.similar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.Calls;
import dev.portcullis.pipeline.Call;
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

    private static final Call CALL = Calls.chat("model");
    private static final Duration HOUR = Duration.ofHours(1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private long now;
    private final Queue<CompletableFuture<float[]>> underWay = new ArrayDeque<>();

    private CompletableFuture<Optional<float[]>> ask(EmbedderByRoute embedder) {
        return embedder.embed(CALL, "question").subscribeAsCompletionStage();
    }

    private EmbedderByRoute embedder(Function<String, Uni<float[]>> route, Duration patience) {
        return new EmbedderByRoute((asking, question) -> route.apply(question), 1, patience, () -> now, meters);
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
        embedder.embed(CALL, "question").subscribe().with(vector -> { }).cancel();
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

    /** When its time was over, all that came were the ones who tried. */
    @Test
    void oneTryDecidesHowItGoesOn() {
        EmbedderByRoute embedder = resting(2);
        CompletableFuture<Optional<float[]>> first = ask(embedder);
        assertEquals(Optional.empty(), ask(embedder).join());
        assertEquals(1, underWay.size());
        underWay.remove().complete(new float[] {1});
        assertTrue(first.join().isPresent());
        CompletableFuture<Optional<float[]>> next = ask(embedder);
        CompletableFuture<Optional<float[]>> another = ask(embedder);
        underWay.remove().complete(new float[] {1});
        underWay.remove().complete(new float[] {1});
        assertTrue(next.join().isPresent() && another.join().isPresent());
    }

    @Test
    void whoLeavesWhileTryingLetsTheNextOneTry() {
        EmbedderByRoute embedder = resting(2);
        embedder.embed(CALL, "question").subscribe().with(vector -> { }).cancel();
        underWay.clear();
        CompletableFuture<Optional<float[]>> next = ask(embedder);
        assertEquals(Optional.empty(), ask(embedder).join(), "it is still to be found out");
        underWay.remove().completeExceptionally(new IllegalStateException("down"));
        assertEquals(Optional.empty(), next.join());
        assertEquals(Optional.empty(), ask(embedder).join());
        assertEquals(0, underWay.size(), "left alone again");
    }

    @Test
    void whatSaysNothingOfTheModelLetsTheNextOneTry() {
        EmbedderByRoute embedder = resting(2);
        CompletableFuture<Optional<float[]>> first = ask(embedder);
        underWay.remove().completeExceptionally(new NoVector("status 400", false));
        assertEquals(Optional.empty(), first.join());
        CompletableFuture<Optional<float[]>> next = ask(embedder);
        underWay.remove().complete(new float[] {1});
        assertTrue(next.join().isPresent());
    }

    /** @return one whose time of rest has just passed */
    private EmbedderByRoute resting(int most) {
        EmbedderByRoute embedder = new EmbedderByRoute((asking, question) -> later(question), most, HOUR, () -> now, meters);
        for (int i = 0; i < EmbedderByRoute.MOST_FAILURES; i++) {
            CompletableFuture<Optional<float[]>> asked = ask(embedder);
            underWay.remove().completeExceptionally(new IllegalStateException("down"));
            asked.join();
        }
        assertEquals(Optional.empty(), ask(embedder).join());
        assertEquals(0, underWay.size());
        now += EmbedderByRoute.REST.toNanos();
        return embedder;
    }

    @Test
    void whoFailsOftenIsLeftAloneForAWhile() {
        int[] asked = {0};
        boolean[] down = {true};
        EmbedderByRoute embedder = embedder(question -> {
            asked[0]++;
            return down[0] ? Uni.createFrom().failure(new IllegalStateException("down")) : Uni.createFrom().item(new float[] {1});
        }, HOUR);
        for (int i = 0; i < 20; i++) {
            assertEquals(Optional.empty(), ask(embedder).join());
        }
        assertEquals(EmbedderByRoute.MOST_FAILURES, asked[0]);
        assertEquals(20, counted("failed"));
        now = EmbedderByRoute.REST.toNanos();
        ask(embedder).join();
        ask(embedder).join();
        assertEquals(EmbedderByRoute.MOST_FAILURES + 1, asked[0]);
        now *= 2;
        down[0] = false;
        assertTrue(ask(embedder).join().isPresent());
        assertTrue(ask(embedder).join().isPresent());
    }
}
