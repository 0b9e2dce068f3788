package dev.portcullis.store;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collector;

/**
 * Reads what are too many rows for entities: each is taken as it comes from the connection, and none is kept. What takes long but goes on is
 * waited for; a connection on which nothing moves is closed, see {@link Connections}. Ask for some hundred kilobytes at once.
 */
@Singleton
public final class ReadRows {

    private final Pool pool;
    private final Schema schema;

    ReadRows(Pool pool, Schema schema) {
        this.pool = pool;
        this.schema = schema;
    }

    /**
     * Nothing is read before somebody subscribes.
     *
     * @param query with {@code $1} and so on for parameters
     * @param each  called for each row in order, one at a time, on an event loop
     * @return how many there were; fails with {@link StoreAway} if the database is the reason, maybe after some rows
     */
    public Uni<Integer> read(String query, Tuple parameters, Consumer<Row> each) {
        return Uni.createFrom().deferred(() -> schema.isReady()
                ? Uni.createFrom().completionStage(() -> rows(query, parameters, each).toCompletionStage()) : Uni.createFrom().failure(StoreAway.yet()))
                .onFailure().transform(schema::meant);
    }

    private Future<Integer> rows(String query, Tuple parameters, Consumer<Row> each) {
        return pool.preparedQuery(query).collecting(Collector.<Row, AtomicInteger, Integer>of(AtomicInteger::new, (count, row) -> {
            each.accept(row);
            count.incrementAndGet();
        }, (one, other) -> one, AtomicInteger::get)).execute(parameters).map(SqlResult::value);
    }
}
