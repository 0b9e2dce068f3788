package dev.portcullis.store;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * What {@link Transactions} does with entities, with plain SQL: all or nothing, from any thread, within the same limits. A statement's
 * lists are arrays, so that one statement does what otherwise takes one for each row.
 */
public final class SqlTransactions {

    private static final String STATEMENT_LIMIT = "SET LOCAL statement_timeout = '3s'";

    private final Pool pool;
    private final BooleanSupplier ready;

    /** @param ready whether the tables are there */
    public SqlTransactions(Pool pool, BooleanSupplier ready) {
        this.pool = pool;
        this.ready = ready;
    }

    /** @return fails with {@link StoreAway} if the database is the reason, and with what the work failed with otherwise */
    public <T> Uni<T> run(Function<SqlConnection, Future<T>> work) {
        return Uni.createFrom().deferred(() -> {
            if (!ready.getAsBoolean()) {
                return Uni.createFrom().failure(StoreAway.yet());
            }
            Future<T> result = pool.withTransaction(connection -> connection.query(STATEMENT_LIMIT).execute().compose(limited -> work.apply(connection)));
            return Uni.createFrom().completionStage(result.toCompletionStage()).ifNoItem().after(Transactions.LIMIT).failWith(StoreAway::yet)
                    .onFailure(StoreAway::isMeantBy).transform(StoreAway::new);
        });
    }
}
