package dev.portcullis.cache.similar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.Calls;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Metric;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbedderOnWorkerTest {

    private static final Call CALL = Calls.chat("model");
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong nanos = new AtomicLong();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private EmbedderOnWorker embedder;

    @AfterEach
    void close() {
        mayEnd.countDown();
        embedder.close();
    }

    private void with(Function<String, Optional<float[]>> model) {
        embedder = new EmbedderOnWorker(model, 1, PATIENCE, nanos::get, meters);
    }

    private Optional<float[]> slow(String question) {
        begun.countDown();
        try {
            assertTrue(mayEnd.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return Optional.of(new float[] {1});
    }

    private CompletableFuture<Optional<float[]>> ask(String question) {
        return embedder.embed(CALL, question).subscribeAsCompletionStage();
    }

    private double counted(String result) {
        return meters.get(Metric.CACHE_EMBEDDINGS.meterName()).tag("result", result).counter().count();
    }

    @Test
    void embedsOnAThreadOfItsOwn() {
        AtomicReference<Thread> thread = new AtomicReference<>();
        with(question -> {
            thread.set(Thread.currentThread());
            return Optional.of(new float[] {question.length()});
        });
        assertEquals(3, ask("abc").join().orElseThrow()[0]);
        assertNotEquals(Thread.currentThread(), thread.get());
        assertEquals(1, counted("made"));
    }

    @Test
    void whoFindsTheQueueFullGoesWithoutAtOnce() throws InterruptedException {
        with(this::slow);
        CompletableFuture<Optional<float[]>> first = ask("first");
        assertTrue(begun.await(30, TimeUnit.SECONDS));
        CompletableFuture<Optional<float[]>> waiting = ask("waiting");
        assertEquals(Optional.empty(), ask("too many").getNow(null));
        assertEquals(1, counted("busy"));
        mayEnd.countDown();
        assertTrue(first.join().isPresent());
        assertTrue(waiting.join().isPresent());
    }

    @Test
    void whoHasWaitedForTooLongGoesWithout() throws InterruptedException {
        with(this::slow);
        CompletableFuture<Optional<float[]>> first = ask("first");
        assertTrue(begun.await(30, TimeUnit.SECONDS));
        CompletableFuture<Optional<float[]>> waiting = ask("waiting");
        nanos.set(PATIENCE.toNanos() + 1);
        mayEnd.countDown();
        assertTrue(first.join().isPresent());
        assertEquals(Optional.empty(), waiting.join());
        assertEquals(1, counted("late"));
    }

    @Test
    void nobodyWaitsForAModelThatTakesItsTime() throws InterruptedException {
        AtomicLong asked = new AtomicLong();
        embedder = new EmbedderOnWorker(question -> {
            asked.incrementAndGet();
            return slow(question);
        }, 1, Duration.ofMillis(1), () -> 0, meters);
        embedder.prepare();
        assertTrue(begun.await(30, TimeUnit.SECONDS));
        assertEquals(Optional.empty(), ask("left before its turn").join());
        assertEquals(1, counted("late"));
        mayEnd.countDown();
        // What is in the queue is still done then, were there anything to do.
        embedder.close();
        assertTrue(embedder.ends(Duration.ofSeconds(30)));
        assertEquals(1, asked.get());
    }

    @Test
    void aModelThatIsMissingIsMissedBeforeTheFirstQuestion() throws InterruptedException {
        with(question -> {
            throw new NoClassDefFoundError("the model");
        });
        embedder.prepare();
        embedder.close();
        assertTrue(embedder.ends(Duration.ofSeconds(30)));
        assertEquals(Optional.empty(), ask("first").getNow(null));
    }

    @Test
    void aMissingLibraryIsMissedOnce() {
        AtomicLong asked = new AtomicLong();
        with(question -> {
            asked.incrementAndGet();
            throw new NoClassDefFoundError("the model");
        });
        assertEquals(Optional.empty(), ask("first").join());
        assertEquals(Optional.empty(), ask("second").join());
        assertEquals(1, asked.get());
        assertEquals(2, counted("failed"));
    }

    @Test
    void whatTheModelCannotDoCostsThatQuestionOnly() {
        with(question -> {
            if (question.equals("bad")) {
                throw new IllegalStateException("not this one");
            }
            return question.equals("unsuitable") ? Optional.empty() : Optional.of(new float[] {1});
        });
        assertEquals(Optional.empty(), ask("bad").join());
        assertEquals(Optional.empty(), ask("unsuitable").join());
        assertTrue(ask("good").join().isPresent());
        assertEquals(1, counted("failed"));
        assertEquals(1, counted("unsuitable"));
    }

    @Test
    void whoComesAfterTheEndGoesWithout() {
        with(question -> Optional.of(new float[] {1}));
        embedder.close();
        assertEquals(Optional.empty(), ask("late").join());
    }
}
