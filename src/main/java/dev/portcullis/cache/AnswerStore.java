package dev.portcullis.cache;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Predicate;

/** Where answers are kept for a while. Never fails: what cannot be had is not there, what cannot be kept is not kept. */
public interface AnswerStore {

    /** Waits for nothing longer than 50 ms. */
    Uni<Lookup<Kept>> find(CacheKey key);

    /** @param ttl above 0. @return completes when other replicas can find it, or never will; does not fail */
    Future<Void> keep(CacheKey key, Kept kept, Duration ttl);

    /** Forgets what is kept in this process under such keys; others are kept away by their purge's time. */
    void forget(Predicate<CacheKey> which);
}
