package dev.portcullis.cache.similar;

import dev.portcullis.pipeline.Call;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * A model behind the gateway's own route for embeddings, or any other that is not in this process. Who finds too many under way goes
 * without, and so does who waits for too long; the request is cut then. After {@value #MOST_FAILURES} failures in a row nobody is asked
 * for {@link #REST}, so that misses are not late for nothing.
 */
public final class EmbedderByRoute implements Embedder {

    static final int MOST_FAILURES = 5;
    static final Duration REST = Duration.ofSeconds(10);

    private static final Logger LOG = Logger.getLogger(EmbedderByRoute.class);

    private final BiFunction<Call, String, Uni<float[]>> route;
    private final int most;
    private final Duration patience;
    private final LongSupplier nanos;
    private final Embeddings counted;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile long lastFailure;

    /** @param route asks for one question's vector; may fail. @param most requests at once. @param nanos a clock that only goes forward */
    EmbedderByRoute(BiFunction<Call, String, Uni<float[]>> route, int most, Duration patience, LongSupplier nanos, MeterRegistry meters) {
        this.route = route;
        this.most = most;
        this.patience = patience;
        this.nanos = nanos;
        this.counted = new Embeddings(meters);
    }

    @Override
    public Uni<Optional<float[]>> embed(Call asking, String question) {
        return Uni.createFrom().deferred(() -> {
            if (rests()) {
                counted.failed.increment();
                return Uni.createFrom().item(Optional.empty());
            }
            if (underWay.incrementAndGet() > most) {
                underWay.decrementAndGet();
                counted.busy.increment();
                return Uni.createFrom().item(Optional.empty());
            }
            return Uni.createFrom().deferred(() -> route.apply(asking, question))
                    .ifNoItem().after(patience).fail()
                    .onTermination().invoke(underWay::decrementAndGet)
                    .map(this::made)
                    .onFailure().recoverWithItem(this::failed);
        });
    }

    /** When it is over, one question is enough to begin the next. */
    private boolean rests() {
        return failures.get() >= MOST_FAILURES && nanos.getAsLong() - lastFailure < REST.toNanos();
    }

    private Optional<float[]> made(float[] vector) {
        counted.made.increment();
        failures.set(0);
        return Optional.of(vector);
    }

    private Optional<float[]> failed(Throwable failure) {
        (failure instanceof TimeoutException ? counted.late : counted.failed).increment();
        lastFailure = nanos.getAsLong();
        if (failures.incrementAndGet() == MOST_FAILURES) {
            LOG.warnf("the model that embeds questions has failed %d times in a row and is asked only every %d s until it answers; the last time: %s",
                    MOST_FAILURES, REST.toSeconds(), failure);
        }
        return Optional.empty();
    }
}
