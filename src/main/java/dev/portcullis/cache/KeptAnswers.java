package dev.portcullis.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.portcullis.store.redis.SharedRedis;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Answers in this process's memory and, where there is a Redis, shared by all replicas. */
@Singleton
final class KeptAnswers implements AnswerStore {

    /** Longer than this no answer lives, so no purge need be remembered longer; the configuration allows no more either. */
    static final Duration LONGEST = Duration.ofHours(24);
    /** What replicas' clocks may differ by at most. */
    static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);
    /** So that no write has to take away many: 40,000 answers that end at once take 5 to 20 ms. */
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final AnswersHere<Kept> here;
    private final Layers<Kept> layers;

    @Inject
    KeptAnswers(Vertx vertx, SharedRedis redis, PurgeMarks purged, InstantSource clock, MeterRegistry meters,
            @ConfigProperty(name = "portcullis.cache.memory", defaultValue = "64M") MemorySize memory,
            @ConfigProperty(name = "portcullis.cache.redis-value", defaultValue = "512K") MemorySize redisValue) {
        this.vertx = vertx;
        here = new AnswersHere<>(memory.asLongValue(), Ticker.systemTicker(), meters);
        AnswersAtRedis<Kept> shared = new AnswersAtRedis<>(redis, Form.KEPT, Math.toIntExact(redisValue.asLongValue()), vertx, meters);
        layers = new Layers<>(Form.KEPT, here, shared, purged, clock);
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(SWEEP_EVERY.toMillis(), again -> vertx.executeBlocking(() -> {
            here.sweep();
            return null;
        }, false));
    }

    @Override
    public Uni<Lookup<Kept>> find(CacheKey key) {
        return layers.find(key);
    }

    @Override
    public Future<Void> keep(CacheKey key, Kept kept, Duration ttl) {
        return layers.keep(key, kept, ttl);
    }

    @Override
    public void forget(Predicate<CacheKey> which) {
        layers.forget(which);
    }
}
