package dev.portcullis.store;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.jboss.logging.Logger;

/**
 * The database's tables, brought up to date in the background after the start. A database that is away is tried again until it is
 * there; several replicas may do this at once. Nothing that needs tables may be asked before it is {@link #ready}.
 */
@Singleton
public final class Schema {

    private static final Logger LOG = Logger.getLogger(Schema.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration TO_FINISH = Duration.ofSeconds(5);

    private final Flyway flyway;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Thread worker = Thread.ofPlatform().daemon().name("schema").unstarted(this::migrate);
    private volatile boolean stopping;

    Schema(Flyway flyway) {
        this.flyway = flyway;
    }

    /** As soon as anybody needs tables, which is before the rest of the program has started. */
    @PostConstruct
    void begin() {
        worker.start();
    }

    /** What observes the start is made for it, if nobody has needed it before; this among the first. */
    void start(@Observes @Priority(1) StartupEvent event) {
    }

    /** A change of the tables under way may finish: its connection is closed after this, which it would report in a hundred lines. */
    void stop(@Observes @Priority(1) ShutdownEvent event) throws InterruptedException {
        stopping = true;
        LockSupport.unpark(worker);
        worker.join(TO_FINISH);
    }

    /** Completes once the tables are there; never fails, and not at all when the program is ended before. */
    public Uni<Void> ready() {
        return Uni.createFrom().completionStage(ready::copy);
    }

    public boolean isReady() {
        return ready.isDone();
    }

    /** What a failure to read or write says. What is under way when the pool closes fails with whatever that makes Hibernate throw. */
    Throwable meant(Throwable failure) {
        return stopping ? StoreAway.atTheEnd(failure) : StoreAway.isMeantBy(failure) ? new StoreAway(failure) : failure;
    }

    private void migrate() {
        Duration pause = FIRST_PAUSE;
        String said = "";
        while (!stopping) {
            try {
                MigrateResult result = flyway.migrate();
                if (result.migrationsExecuted > 0) {
                    LOG.infof("the database's tables are now at version %s", result.targetSchemaVersion);
                }
                if (!stopping) {
                    ready.complete(null);
                }
                return;
            } catch (FlywayException failed) {
                String reason = reason(failed);
                if (!reason.equals(said) && !stopping) {
                    LOG.warn("the database's tables cannot be made yet, this is tried again: " + reason);
                    said = reason;
                }
            }
            LockSupport.parkNanos(pause.toNanos());
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private static String reason(FlywayException failed) {
        Throwable cause = failed;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).strip();
    }
}
