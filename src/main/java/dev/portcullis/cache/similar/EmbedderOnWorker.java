package dev.portcullis.cache.similar;

import dev.portcullis.pipeline.Call;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * A model in this process, on a thread of its own. Who finds the queue full, or has waited for too long, goes without; so does
 * everybody once the model's library has turned out to be missing.
 */
public final class EmbedderOnWorker implements Embedder, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EmbedderOnWorker.class);
    private static final int MOST_WAITING = 32;
    /** A miss is so much later at most; an answer that is known is worth a few hundred times as much. */
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private final Function<String, Optional<float[]>> model;
    private final Duration patience;
    private final LongSupplier nanos;
    private final Embeddings counted;
    private final ThreadPoolExecutor worker;
    private volatile boolean missing;
    /** The worker's alone. */
    private boolean complained;

    /**
     * @param queue    how many may wait
     * @param patience how long one may wait; whose turn has not come by then is not embedded at all
     * @param nanos    a clock that only goes forward
     */
    EmbedderOnWorker(Function<String, Optional<float[]>> model, int queue, Duration patience, LongSupplier nanos, MeterRegistry meters) {
        this.model = model;
        this.patience = patience;
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
        return new EmbedderOnWorker(new FirstUse(), MOST_WAITING, PATIENCE, System::nanoTime, meters);
    }

    /** Loads the model, so that no question has to wait for that; what is missing is told now. */
    void prepare() {
        try {
            worker.execute(() -> attempt("anything"));
        } catch (RejectedExecutionException full) {
            // Then it is being loaded already.
        }
    }

    @Override
    public Uni<Optional<float[]>> embed(Call asking, String question) {
        return Uni.createFrom().<Optional<float[]>>emitter(emitter -> {
            if (missing) {
                counted.failed.increment();
                emitter.complete(Optional.empty());
                return;
            }
            long since = nanos.getAsLong();
            AtomicBoolean left = new AtomicBoolean();
            emitter.onTermination(() -> left.set(true));
            try {
                worker.execute(() -> {
                    if (!left.get()) {
                        answer(question, since, emitter);
                    }
                });
            } catch (RejectedExecutionException full) {
                counted.busy.increment();
                emitter.complete(Optional.empty());
            }
        }).ifNoItem().after(patience).recoverWithItem(this::late);
    }

    private void answer(String question, long since, UniEmitter<? super Optional<float[]>> emitter) {
        emitter.complete(nanos.getAsLong() - since > patience.toNanos() ? late() : embedded(question));
    }

    private Optional<float[]> late() {
        counted.late.increment();
        return Optional.empty();
    }

    private Optional<float[]> embedded(String question) {
        Optional<Optional<float[]>> vector = attempt(question);
        vector.map(one -> one.isPresent() ? counted.made : counted.unsuitable).orElse(counted.failed).increment();
        return vector.flatMap(one -> one);
    }

    /** @return empty where the model failed */
    private Optional<Optional<float[]>> attempt(String question) {
        try {
            return missing ? Optional.empty() : Optional.of(model.apply(question));
        } catch (LinkageError absent) {
            missing = true;
            LOG.warnf("questions are not compared: the library of the model in this process is not there, or does not run here (%s); "
                    + "see cache.similar in the documentation of gateway.yaml", absent);
        } catch (RuntimeException broken) {
            // Once, and not what it says: that may have the question in it.
            if (!complained) {
                complained = true;
                LOG.errorf("a question could not be embedded (further ones are only counted): %s", broken.getClass().getName());
            }
        }
        return Optional.empty();
    }

    /** Whoever waits gets nothing any more. */
    @Override
    public void close() {
        worker.shutdown();
    }

    /** After {@link #close}. @return whether all that was begun is done */
    boolean ends(Duration within) throws InterruptedException {
        return worker.awaitTermination(within.toMillis(), TimeUnit.MILLISECONDS);
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
