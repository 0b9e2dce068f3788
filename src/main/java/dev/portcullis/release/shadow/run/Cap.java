package dev.portcullis.release.shadow.run;

import dev.portcullis.pipeline.Usd;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;

/** Keeps what a shadow spends below its cap, over all replicas. */
public interface Cap {

    /**
     * Before a call.
     *
     * @param most that it may come to
     * @return empty where there is no room for it, or the shadow has ended; fails with {@link dev.portcullis.store.StoreAway}
     */
    Uni<Optional<UUID>> reserve(long shadow, Usd most);

    /** After it. Twice for one call is once. Fails with {@link dev.portcullis.store.StoreAway}. */
    Uni<Void> settle(Settled settled);
}
