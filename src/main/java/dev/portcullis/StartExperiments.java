package dev.portcullis;

import dev.portcullis.release.experiment.run.RunExperiments;
import dev.portcullis.release.experiment.run.RunningExperiments;
import dev.portcullis.store.Schema;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Sets going what looks at experiments. */
@Singleton
final class StartExperiments {

    private static final Logger LOG = Logger.getLogger(StartExperiments.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final Schema schema;
    private final RunningExperiments running;
    private final RunExperiments run;

    StartExperiments(Vertx vertx, Schema schema, RunningExperiments running, RunExperiments run) {
        this.vertx = vertx;
        this.schema = schema;
        this.running = running;
        this.run = run;
    }

    void start(@Observes StartupEvent event) {
        running.start();
        schema.ready().subscribe().with(tablesAreThere -> {
            vertx.setPeriodic(LOOK_EVERY.toMillis(), again -> run.look());
            vertx.setPeriodic(SWEEP_EVERY.toMillis(), again -> run.sweep().subscribe().with(done -> { },
                    later -> LOG.debugf("nothing was swept: %s", later.getMessage())));
        });
    }
}
