package dev.portcullis.release.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.pipeline.release.Assignment;
import java.time.Instant;
import java.util.Optional;

/**
 * One run of a plan.
 *
 * @param run      counts runs; no two experiments have the same
 * @param places   who takes part
 * @param stopped  empty while it runs
 */
public record Experiment(long run, Plan plan, Places places, Instant createdAt, String createdBy, Optional<Stopped> stopped) {

    /** @param decision as {@link Figures#decision} wrote it */
    public record Stopped(Instant at, ObjectNode decision) {
    }

    /** What its calls are counted under. */
    public String release() {
        return Assignment.experiment(plan.name(), run);
    }

    public boolean isRunning() {
        return stopped.isEmpty();
    }
}
