package dev.portcullis.store;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Works with entities, all or nothing, from any thread. Whoever waits does so for four seconds at most and is then told
 * {@link StoreAway}; the work itself is never cancelled, since half-way it would keep its connection, but ends within its own
 * limit, which is a little shorter.
 */
@Singleton
public final class Transactions {

    public static final Duration LIMIT = Duration.ofSeconds(4);

    private static final String STATEMENT_LIMIT = "3s";

    private final Vertx vertx;
    private final Schema schema;

    Transactions(Vertx vertx, Schema schema) {
        this.vertx = vertx;
        this.schema = schema;
    }

    /** @return fails with {@link StoreAway} if the database is the reason, and with what the work failed with otherwise */
    public <T> Uni<T> run(Supplier<Uni<T>> work) {
        return run(work, nobody -> { });
    }

    /**
     * As {@link #run(Supplier)}.
     *
     * @param late is told what the work came to, where it was done after all when whoever waited had been told that it was not; on an event
     *             loop, which it must not block
     */
    public <T> Uni<T> run(Supplier<Uni<T>> work, Consumer<? super T> late) {
        return Uni.createFrom().deferred(() -> {
            if (!schema.isReady()) {
                return Uni.createFrom().failure(StoreAway.yet());
            }
            CompletableFuture<T> result = new CompletableFuture<>();
            Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
            VertxContextSafetyToggle.setContextSafe(context, true);
            // It may come so late that there is nothing left to begin with, which throws.
            context.runOnContext(here -> Uni.createFrom().deferred(() -> Panache.withTransaction(() -> limited().flatMap(done -> work.get())))
                    .subscribe().with(result::complete, result::completeExceptionally));
            return Uni.createFrom().completionStage(result.copy()).ifNoItem().after(LIMIT).recoverWithUni(() -> {
                result.thenAccept(late);
                return Uni.createFrom().failure(StoreAway.yet());
            }).onFailure().transform(schema::meant);
        });
    }

    private static Uni<Void> limited() {
        return Panache.getSession().flatMap(session -> session
                .createNativeQuery("select set_config('statement_timeout', '" + STATEMENT_LIMIT + "', true)", String.class).getSingleResult())
                .replaceWithVoid();
    }
}
