package dev.portcullis.release.shadow;

import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.PromptUse;
import dev.portcullis.pipeline.release.Assignment;
import dev.portcullis.pipeline.release.Split;
import dev.portcullis.release.Subject;
import java.util.Optional;

/**
 * One that runs.
 *
 * @param id       names its run: what begins anew mirrors other callers
 * @param baseline what it is compared with: the version that all callers got who named none when it began, or the model
 */
public record Shadow(long id, Subject subject, String baseline, Plan plan) {

    /** The version that the candidate is asked with; of a prompt only. */
    public String version() {
        return plan.version().orElse(baseline);
    }

    /**
     * Whether this call is one of those that are mirrored: it got the baseline without having asked for it by name and is no part of an
     * experiment, its answer is a text that the model makes of this body alone, its tenant may use the candidate, and its caller's place is
     * within the share.
     */
    public boolean takes(Call call) {
        return call.endpoint().generates() && !call.payload().reachesBeyondModel()
                && (subject.kind() == Subject.Kind.PROMPT ? isBaseline(call.prompt()) : call.payload().model().equals(subject.name()))
                && plan.model().filter(model -> !call.tenant().mayUse().test(model)).isEmpty()
                && Split.place("shadow:" + id, call.stickyKey()) < plan.places();
    }

    private boolean isBaseline(PromptUse use) {
        Optional<String> experiment = use.assignment().flatMap(Assignment::experiment);
        return use.asked().isPresent() && use.version().equals(baseline) && experiment.isEmpty();
    }
}
