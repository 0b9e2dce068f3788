package dev.portcullis.release.shadow.run;

import dev.portcullis.release.shadow.Shadow;
import org.jboss.logging.Logger;

/** What happens to shadows, one line in the log each. Reasons hold figures, and what operators said; nobody's prompt and nobody's name. */
public final class ShadowEvents {

    private static final Logger LOG = Logger.getLogger("dev.portcullis.shadow");

    private ShadowEvents() {
    }

    /** To be called when it is committed. @param event start, or what it has ended with */
    public static void say(Shadow shadow, String event, String reason) {
        LOG.info(line(shadow, event, reason));
    }

    static String line(Shadow shadow, String event, String reason) {
        return "shadow event=" + event + " " + shadow.subject().kind().word() + "=" + shadow.subject().name() + " baseline=" + shadow.baseline()
                + shadow.plan().version().map(version -> " version=" + version).orElse("") + shadow.plan().model().map(model -> " candidate=" + model).orElse("")
                + " share=" + shadow.plan().percentage() + " cap=" + shadow.plan().cap() + " reason=\"" + reason.replace('"', '\'') + "\"";
    }
}
