package dev.portcullis.cache.similar;

import dev.portcullis.cache.CacheKey;
import dev.portcullis.cache.OtherWords;
import dev.portcullis.config.GatewayConfig;
import dev.portcullis.config.ModelSettings;
import dev.portcullis.config.SimilarSettings;
import dev.portcullis.pipeline.Call;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Compares questions as the configuration in force says. Those that are asked letter for letter at the same time are compared once.
 * What takes long is done on a worker.
 */
@Singleton
public final class ComparedQuestions implements OtherWords {

    private static final Logger LOG = Logger.getLogger(ComparedQuestions.class);
    private static final String IN_PROCESS = "in-process";
    /** A request to another machine, and its model; a miss is so much later at most. */
    private static final Duration ROUTE_PATIENCE = Duration.ofMillis(300);
    private static final int MOST_BY_ROUTE = 32;
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(10);

    /** @param embeddings names the model that embeds, and what it is at its provider */
    private record InForce(SimilarSettings settings, String embeddings, SimilarQuestions questions) {
    }

    private record Asked(SimilarScope scope, String question) {
    }

    private final Optional<EmbedderOnWorker> inProcess;
    private final EmbeddingWay way;
    private final Executor worker;
    private final LongSupplier nanos;
    private final MeterRegistry meters;
    private final SimilarQuestions known;
    private final Map<Asked, CompletableFuture<Look>> underWay = new ConcurrentHashMap<>();
    private volatile InForce inForce;

    /** @param inProcess there is none in a native program */
    @Inject
    ComparedQuestions(Vertx vertx, Instance<EmbedderOnWorker> inProcess, EmbeddingWay way, InstantSource clock, MeterRegistry meters) {
        this(inProcess.isResolvable() ? Optional.of(inProcess.get()) : Optional.empty(), way, work -> vertx.executeBlocking(() -> {
            work.run();
            return null;
        }, false), System::nanoTime, clock, meters);
    }

    ComparedQuestions(Optional<EmbedderOnWorker> inProcess, EmbeddingWay way, Executor worker, LongSupplier nanos, InstantSource clock,
            MeterRegistry meters) {
        this.inProcess = inProcess;
        this.way = way;
        this.worker = worker;
        this.nanos = nanos;
        this.meters = meters;
        known = new SimilarQuestions(Embedder.NONE, SimilarQuestions.THRESHOLD, Bounds.DEFAULT, clock, worker, meters);
        inForce = new InForce(SimilarSettings.OFF, "", known);
    }

    void start(@Observes StartupEvent event, Vertx vertx) {
        vertx.setPeriodic(SWEEP_EVERY.toMillis(), again -> worker.execute(known::sweep));
    }

    /** Questions stay known as long as the same model embeds them. */
    public synchronized void apply(GatewayConfig config) {
        SimilarSettings settings = config.cache().similar();
        InForce before = inForce;
        if (settings.isOff()) {
            inForce = new InForce(settings, "", known);
        } else {
            Optional<ModelSettings> model = settings.embeddings().map(config.models()::get);
            String upstream = model.map(one -> one.targets().getFirst().model()).orElse("");
            Embedder embedder = model.map(one -> byRoute(one.name(), upstream)).orElseGet(this::inProcess);
            inForce = new InForce(settings, model.map(one -> one.name() + ' ' + upstream).orElse(IN_PROCESS),
                    known.with(embedder, (float) settings.threshold()));
        }
        if (!before.embeddings.equals(inForce.embeddings)) {
            worker.execute(() -> known.forget(key -> true));
        }
    }

    private Embedder byRoute(String model, String upstream) {
        return new EmbedderByRoute(new EmbeddingRoute(model, upstream, way, worker, nanos)::ask, MOST_BY_ROUTE, ROUTE_PATIENCE, nanos, meters);
    }

    private Embedder inProcess() {
        if (inProcess.isEmpty()) {
            LOG.warn("questions are not compared: a native program has no model in its process; let cache.similar.embeddings name one of models");
            return Embedder.NONE;
        }
        inProcess.get().prepare();
        return inProcess.get();
    }

    @Override
    public boolean isFor(String prompt) {
        return inForce.settings.isFor(prompt);
    }

    @Override
    public Uni<Look> look(Call call, CacheKey rest, String question) {
        InForce now = inForce;
        Asked asked = new Asked(new SimilarScope(rest, now.embeddings), question);
        CompletableFuture<Look> mine = new CompletableFuture<>();
        CompletableFuture<Look> theirs = underWay.putIfAbsent(asked, mine);
        if (theirs == null) {
            Uni<Look> found = Uni.createFrom().deferred(() -> now.questions.look(call, asked.scope, question));
            found.onFailure().recoverWithItem(Look.NOTHING).subscribe().with(look -> {
                underWay.remove(asked);
                mine.complete(look);
            });
        }
        return Uni.createFrom().completionStage((theirs == null ? mine : theirs).copy());
    }

    @Override
    public void forget(Predicate<CacheKey> which) {
        known.forget(which);
    }
}
