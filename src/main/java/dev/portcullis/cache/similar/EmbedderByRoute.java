package dev.portcullis.cache.similar;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A model behind the gateway's own route for embeddings, or any other that is not in this process. Who finds too many under way goes
 * without, and so does who waits for too long; the request is cut then.
 */
public final class EmbedderByRoute implements Embedder {

    private final Function<String, Uni<float[]>> route;
    private final int most;
    private final Duration patience;
    private final Embeddings counted;
    private final AtomicInteger underWay = new AtomicInteger();

    /** @param route asks for one question's vector; may fail. @param most requests at once */
    public EmbedderByRoute(Function<String, Uni<float[]>> route, int most, Duration patience, MeterRegistry meters) {
        this.route = route;
        this.most = most;
        this.patience = patience;
        this.counted = new Embeddings(meters);
    }

    @Override
    public Uni<Optional<float[]>> embed(String question) {
        return Uni.createFrom().deferred(() -> {
            if (underWay.incrementAndGet() > most) {
                underWay.decrementAndGet();
                counted.busy.increment();
                return Uni.createFrom().item(Optional.empty());
            }
            return Uni.createFrom().deferred(() -> route.apply(question))
                    .ifNoItem().after(patience).fail()
                    .onTermination().invoke(underWay::decrementAndGet)
                    .map(vector -> {
                        counted.made.increment();
                        return Optional.of(vector);
                    })
                    .onFailure().recoverWithItem(failure -> {
                        (failure instanceof TimeoutException ? counted.late : counted.failed).increment();
                        return Optional.empty();
                    });
        });
    }
}
