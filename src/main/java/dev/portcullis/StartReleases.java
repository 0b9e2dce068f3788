package dev.portcullis;

import dev.portcullis.release.canary.run.RunCanaries;
import dev.portcullis.release.observe.ObservationTable;
import dev.portcullis.release.observe.Observations;
import dev.portcullis.release.observe.WriteObservations;
import dev.portcullis.store.Schema;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Sets going what looks at releases, and stops it. */
@Singleton
final class StartReleases {

    private static final Logger LOG = Logger.getLogger(StartReleases.class);
    private static final Duration WRITE_EVERY = Duration.ofSeconds(1);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(30);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final Schema schema;
    private final Observations observations;
    private final WriteObservations write;
    private final ObservationTable table;
    private final RunCanaries canaries;

    StartReleases(Vertx vertx, Schema schema, Observations observations, WriteObservations write, ObservationTable table,
            RunCanaries canaries) {
        this.vertx = vertx;
        this.schema = schema;
        this.observations = observations;
        this.write = write;
        this.table = table;
        this.canaries = canaries;
    }

    void start(@Observes StartupEvent event) {
        observations.onBadStart(canaries::hurry);
        canaries.start();
        schema.ready().subscribe().with(tablesAreThere -> {
            vertx.setPeriodic(WRITE_EVERY.toMillis(), again -> write.again());
            vertx.setPeriodic(LOOK_EVERY.toMillis(), again -> canaries.look());
            vertx.setPeriodic(SWEEP_EVERY.toMillis(), again -> sweep());
        });
    }

    private void sweep() {
        table.sweep().onSuccess(more -> {
            if (more) {
                sweep();
            }
        }).onFailure(later -> LOG.debugf("nothing was swept: %s", later.getMessage()));
    }

    /** What the last calls told is worth a moment. */
    void stop(@Observes @Priority(Integer.MAX_VALUE - 1) ShutdownEvent event) {
        write.now().toCompletionStage().toCompletableFuture().orTimeout(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(away -> null).join();
    }
}
