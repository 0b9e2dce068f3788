package dev.portcullis.cache.similar;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * A model in this process, on a thread of its own. Who finds the queue full, or has waited in it for too long, goes without; so does
 * everybody once the model's library has turned out to be missing.
 */
public final class EmbedderOnWorker implements Embedder, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EmbedderOnWorker.class);

    private final Function<String, Optional<float[]>> model;
    private final long patience;
    private final LongSupplier nanos;
    private final Embeddings counted;
    private final ThreadPoolExecutor worker;
    private volatile boolean missing;
    /** The worker's alone. */
    private boolean complained;

    /**
     * @param queue    how many may wait
     * @param patience how long one may wait before its turn comes
     * @param nanos    a clock that only goes forward
     */
    EmbedderOnWorker(Function<String, Optional<float[]>> model, int queue, Duration patience, LongSupplier nanos, MeterRegistry meters) {
        this.model = model;
        this.patience = patience.toNanos();
        this.nanos = nanos;
        this.counted = new Embeddings(meters);
        worker = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(queue), task -> {
            Thread thread = new Thread(task, "portcullis-embedder");
            thread.setDaemon(true);
            return thread;
        });
        worker.allowCoreThreadTimeOut(true);
    }

    /** The model that comes with Portcullis where it was packaged with it. Loads nothing yet. */
    public static EmbedderOnWorker miniLm(MeterRegistry meters) {
        return new EmbedderOnWorker(new FirstUse(), 32, Duration.ofMillis(100), System::nanoTime, meters);
    }

    @Override
    public Uni<Optional<float[]>> embed(String question) {
        return Uni.createFrom().emitter(emitter -> {
            if (missing) {
                counted.failed.increment();
                emitter.complete(Optional.empty());
                return;
            }
            long since = nanos.getAsLong();
            try {
                worker.execute(() -> answer(question, since, emitter));
            } catch (RejectedExecutionException full) {
                counted.busy.increment();
                emitter.complete(Optional.empty());
            }
        });
    }

    private void answer(String question, long since, UniEmitter<? super Optional<float[]>> emitter) {
        emitter.complete(nanos.getAsLong() - since > patience ? late() : embedded(question));
    }

    private Optional<float[]> late() {
        counted.late.increment();
        return Optional.empty();
    }

    private Optional<float[]> embedded(String question) {
        try {
            Optional<float[]> vector = missing ? Optional.empty() : model.apply(question);
            (vector.isPresent() ? counted.made : counted.unsuitable).increment();
            return vector;
        } catch (LinkageError absent) {
            missing = true;
            LOG.warn("questions are not compared: the model's library is not there or does not run here", absent);
        } catch (RuntimeException broken) {
            // Once, and not what it says: that may have the question in it.
            if (!complained) {
                complained = true;
                LOG.errorf("a question could not be embedded (further ones are only counted): %s", broken.getClass().getName());
            }
        }
        counted.failed.increment();
        return Optional.empty();
    }

    /** Whoever waits gets nothing any more. */
    @Override
    public void close() {
        worker.shutdown();
    }

    /** Only the worker may find out that the library is missing. */
    private static final class FirstUse implements Function<String, Optional<float[]>> {

        private MiniLm model;

        @Override
        public Optional<float[]> apply(String question) {
            if (model == null) {
                model = new MiniLm();
            }
            return model.apply(question);
        }
    }
}
