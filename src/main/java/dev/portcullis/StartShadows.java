package dev.portcullis;

import dev.portcullis.release.shadow.call.AskCandidate;
import dev.portcullis.release.shadow.call.AskCandidates;
import dev.portcullis.release.shadow.run.EndShadows;
import dev.portcullis.release.shadow.run.RunningShadows;
import dev.portcullis.store.Schema;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Sets shadows going, and cuts them when the gateway ends: nobody waits for them. */
@Singleton
final class StartShadows {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Schema schema;
    private final RunningShadows running;
    private final EndShadows end;
    private final AskCandidates candidates;
    private final AskCandidate candidate;

    StartShadows(Vertx vertx, Schema schema, RunningShadows running, EndShadows end, AskCandidates candidates, AskCandidate candidate) {
        this.vertx = vertx;
        this.schema = schema;
        this.running = running;
        this.end = end;
        this.candidates = candidates;
        this.candidate = candidate;
    }

    void start(@Observes StartupEvent event) {
        running.start();
        schema.ready().subscribe().with(tablesAreThere -> vertx.setPeriodic(LOOK_EVERY.toMillis(), again -> end.look()));
    }

    void stop(@Observes @Priority(1) ShutdownEvent event) {
        candidates.close();
        candidate.close();
    }
}
