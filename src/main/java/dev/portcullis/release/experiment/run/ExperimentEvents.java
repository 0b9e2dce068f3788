package dev.portcullis.release.experiment.run;

import dev.portcullis.release.experiment.Experiment;
import org.jboss.logging.Logger;

/** What happens to experiments, one line in the log each. Reasons hold figures, and what operators said; nobody's prompt and nobody's name. */
public final class ExperimentEvents {

    private static final Logger LOG = Logger.getLogger("dev.portcullis.experiment");

    private ExperimentEvents() {
    }

    /** To be called when it is committed. */
    public static void created(Experiment experiment) {
        LOG.info(line(experiment, "create", ""));
    }

    /** To be called when it is committed. */
    public static void stopped(Experiment experiment) {
        LOG.info(line(experiment, "stop", experiment.stopped().map(stopped -> " winner=" + stopped.decision().path("winner").asText("none")
                + " reason=\"" + stopped.decision().path("reason").asText().replace('"', '\'') + "\"").orElse("")));
    }

    static void mismatch(Experiment experiment, double p) {
        LOG.warn(line(experiment, "sample_ratio_mismatch", " p=" + p));
    }

    static String line(Experiment experiment, String event, String more) {
        return "experiment event=" + event + " name=" + experiment.plan().name() + " prompt=" + experiment.plan().prompt() + " release=" + experiment.release() + more;
    }
}
