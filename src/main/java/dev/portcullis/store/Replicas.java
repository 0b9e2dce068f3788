package dev.portcullis.store;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * How many gateways work on this database: each says every five seconds that it is here, and counts those that did so within
 * fifteen, and of these those that count alone because they cannot reach Redis: who begins or ends to do so says so at once, and the others
 * hear it at once, half a second later where a notification is lost. While the database is away the last count stays, and for a moment longer ({@link LivingReplicas}). Times are the
 * database's, so that clocks need not agree.
 */
@Singleton
public final class Replicas {

    private static final Logger LOG = Logger.getLogger(Replicas.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration FAREWELL = Duration.ofSeconds(1);
    private static final String HERE = """
            WITH here AS (INSERT INTO replica (id, started, seen, alone) VALUES ($1, now(), now(), $2)
                          ON CONFLICT (id) DO UPDATE SET seen = now(), alone = $2),
                 gone AS (DELETE FROM replica WHERE id IN (SELECT id FROM replica WHERE seen < now() - interval '10 minutes' FOR UPDATE SKIP LOCKED))
            SELECT id::text, seen > now() - interval '15 seconds' AS live, alone FROM replica WHERE id <> $1
            """;
    private static final String TOPIC = "replica";
    private static final String NEWS = "SELECT pg_notify('" + Notifications.CHANNEL + "', '" + TOPIC + "')";
    /** Who counts alone. */
    private static final String VERSION = "SELECT string_agg(id::text, ',' ORDER BY id) FROM replica WHERE alone";
    private static final String FAREWELL_SQL = "DELETE FROM replica WHERE id = $1";

    private final Vertx vertx;
    private final Pool pool;
    private final Schema schema;
    private final Notifications notifications;
    private final UUID id = UUID.randomUUID();
    private final AtomicBoolean asking = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private final AtomicBoolean news = new AtomicBoolean();
    private Future<?> beat = Future.succeededFuture(); // guarded by this
    private final LivingReplicas living = new LivingReplicas(System::nanoTime);
    private volatile int live = 1;
    private volatile int othersAlone;
    private boolean alone; // guarded by this
    private volatile Set<String> known = Set.of();
    private boolean stopping; // guarded by this

    Replicas(Vertx vertx, Pool pool, Schema schema, Notifications notifications) {
        this.vertx = vertx;
        this.pool = pool;
        this.schema = schema;
        this.notifications = notifications;
    }

    /** This one included, so at least 1. */
    public int live() {
        return live;
    }

    /** Of the others that live, how many count alone. */
    public int othersAlone() {
        return othersAlone;
    }

    /**
     * Whether this one counts alone has changed. On any thread; does not wait until the others know.
     *
     * @param now read by one thread at a time, so that of two changes that follow upon each other the later one stands, whichever is told first
     */
    public void alone(BooleanSupplier now) {
        synchronized (this) {
            alone = now.getAsBoolean();
        }
        news.set(true);
        if (schema.isReady()) {
            beat();
        }
    }

    /** The name under which the others know this one. */
    public String name() {
        return id.toString();
    }

    /** Those that were here within the last ten minutes, this one included; empty while nobody has been counted yet. */
    public Set<String> known() {
        return known;
    }

    void start(@Observes StartupEvent event) {
        notifications.on(TOPIC, VERSION, this::beat, this::beat);
        schema.ready().subscribe().with(tablesAreThere -> {
            beat();
            vertx.setPeriodic(LivingReplicas.BEAT.toMillis(), tick -> beat());
        });
    }

    /** The others need not wait until this one is missed. A beat under way would put it back. */
    void stop(@Observes ShutdownEvent event) {
        Future<?> last;
        synchronized (this) {
            stopping = true;
            last = beat;
        }
        if (schema.isReady()) {
            last.transform(over -> pool.preparedQuery(FAREWELL_SQL).execute(Tuple.of(id))).toCompletionStage().toCompletableFuture()
                    .orTimeout(FAREWELL.toMillis(), TimeUnit.MILLISECONDS).exceptionally(away -> null).join();
        }
    }

    /** What is asked while an answer is on its way is asked once more. */
    private void beat() {
        again.set(true);
        if (asking.compareAndSet(false, true)) {
            again.set(false);
            boolean told = news.getAndSet(false);
            send().timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).onComplete(answer -> {
                asking.set(false);
                if (answer.succeeded()) {
                    count(answer.result());
                    if (told) {
                        pool.query(NEWS).execute().onFailure(late -> LOG.debugf("the others hear it later: %s", late.getMessage()));
                    }
                } else {
                    LOG.debugf("not counted: %s", answer.cause().getMessage());
                    news.compareAndSet(false, told);
                }
                if (again.get()) {
                    beat();
                }
            });
        }
    }

    private synchronized Future<RowSet<Row>> send() {
        if (stopping) {
            return Future.failedFuture("this one stops");
        }
        Future<RowSet<Row>> sent = pool.preparedQuery(HERE).execute(Tuple.of(id, alone));
        beat = sent;
        return sent;
    }

    private void count(RowSet<Row> others) {
        int seen = 1;
        int aloneNow = 0;
        Set<String> names = new HashSet<>(Set.of(name()));
        for (Row other : others) {
            if (other.getBoolean("live")) {
                seen++;
                aloneNow += other.getBoolean("alone") ? 1 : 0;
            }
            names.add(other.getString("id"));
        }
        othersAlone = aloneNow;
        live = living.count(seen);
        known = Set.copyOf(names);
    }
}
