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
 * without, and so does who waits for too long; the request is cut then. After {@value #MOST_FAILURES} times in a row that the model was
 * down, late, or answered with what is no vector of its own, nobody is asked for {@link #REST}, so that misses are not late, nor paid
 * for, for nothing. What a provider refuses is one tenant's affair, and no reason for that.
 */
public final class EmbedderByRoute implements Embedder {

    static final int MOST_FAILURES = 5;
    static final Duration REST = Duration.ofSeconds(10);

    private static final Logger LOG = Logger.getLogger(EmbedderByRoute.class);

    private final BiFunction<Call, String, Uni<float[]>> route;
    private final int most;
    private final Duration patience;
    private final Rests rests;
    private final Embeddings counted;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger inVain = new AtomicInteger();

    /** @param route asks for one question's vector; may fail. @param most requests at once. @param nanos a clock that only goes forward */
    EmbedderByRoute(BiFunction<Call, String, Uni<float[]>> route, int most, Duration patience, LongSupplier nanos, MeterRegistry meters) {
        this.route = route;
        this.most = most;
        this.patience = patience;
        this.rests = new Rests(MOST_FAILURES, REST, nanos);
        this.counted = new Embeddings(meters);
    }

    @Override
    public Uni<Optional<float[]>> embed(Call asking, String question) {
        return Uni.createFrom().deferred(() -> {
            if (underWay.incrementAndGet() > most) {
                underWay.decrementAndGet();
                counted.busy.increment();
                return Uni.createFrom().item(Optional.empty());
            }
            Optional<Rests.Turn> turn = rests.turn();
            if (turn.isEmpty()) {
                underWay.decrementAndGet();
                counted.failed.increment();
                return Uni.createFrom().item(Optional.empty());
            }
            return ask(asking, question, turn.get());
        });
    }

    private Uni<Optional<float[]>> ask(Call asking, String question, Rests.Turn turn) {
        return Uni.createFrom().deferred(() -> route.apply(asking, question))
                .ifNoItem().after(patience).fail()
                .onTermination().invoke((vector, failure, left) -> {
                    underWay.decrementAndGet();
                    if (left) {
                        turn.leave();
                    }
                })
                .map(vector -> made(vector, turn))
                .onFailure().recoverWithItem(failure -> failed(failure, turn));
    }

    private Optional<float[]> made(float[] vector, Rests.Turn turn) {
        counted.made.increment();
        turn.wentWell();
        inVain.set(0);
        return Optional.of(vector);
    }

    private Optional<float[]> failed(Throwable failure, Rests.Turn turn) {
        (failure instanceof TimeoutException ? counted.late : counted.failed).increment();
        boolean often = inVain.incrementAndGet() == MOST_FAILURES;
        if (failure instanceof NoVector none && !none.countsAgainstTheModel()) {
            turn.leave();
            if (often) {
                LOG.warnf("the model that embeds questions has given no vector %d times in a row; the last time: %s", MOST_FAILURES, failure.getMessage());
            }
        } else if (turn.failed()) {
            LOG.warnf("the model that embeds questions has failed %d times in a row and is asked only every %d s until it answers; the last time: %s",
                    MOST_FAILURES, REST.toSeconds(), failure);
        }
        return Optional.empty();
    }
}
