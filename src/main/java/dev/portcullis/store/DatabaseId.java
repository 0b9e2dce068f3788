package dev.portcullis.store;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Names the database itself, whatever its address: gateways that share a Redis can tell by it whether they share the ledger too. */
@Singleton
public final class DatabaseId {

    private static final Logger LOG = Logger.getLogger(DatabaseId.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String NAME = "database_id";
    private static final String MADE = "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
    private static final String KEPT = "SELECT value FROM setting WHERE name = $1";

    private final Vertx vertx;
    private final Pool pool;
    private final Schema schema;
    private volatile Optional<String> known = Optional.empty();
    private volatile boolean stopping;

    DatabaseId(Vertx vertx, Pool pool, Schema schema) {
        this.vertx = vertx;
        this.pool = pool;
        this.schema = schema;
    }

    /** Empty until the database has been asked. */
    public Optional<String> known() {
        return known;
    }

    void start(@Observes StartupEvent event) {
        schema.ready().subscribe().with(tablesAreThere -> ask());
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /** The first gateway on a database makes it; whoever is later finds it. */
    private void ask() {
        pool.preparedQuery(MADE).execute(Tuple.of(NAME, UUID.randomUUID().toString()))
                .compose(made -> pool.preparedQuery(KEPT).execute(Tuple.of(NAME)))
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).onComplete(answer -> {
                    if (answer.succeeded()) {
                        known = Optional.of(answer.result().iterator().next().getString("value"));
                    } else if (!stopping) {
                        LOG.debugf("the database is not known yet: %s", answer.cause().getMessage());
                        vertx.setTimer(AGAIN.toMillis(), again -> ask());
                    }
                });
    }
}
