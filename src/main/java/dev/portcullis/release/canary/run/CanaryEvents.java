package dev.portcullis.release.canary.run;

import org.jboss.logging.Logger;

/** What happens to canaries, one line in the log each. Reasons hold figures, and what operators said; nobody's prompt and nobody's name. */
public final class CanaryEvents {

    private static final Logger LOG = Logger.getLogger("dev.portcullis.canary");

    private CanaryEvents() {
    }

    /** To be called when it is committed. @param event in one word. @param share of a hundred callers, from now on */
    public static void say(Canary canary, String event, int share, String reason) {
        LOG.info(line(canary, event, share, reason));
    }

    static String line(Canary canary, String event, int share, String reason) {
        String tried = switch (canary.subject().kind()) {
            case PROMPT -> " version=";
            case MODEL -> " target=";
        };
        return "canary event=" + event + " " + canary.subject().kind().word() + "=" + canary.subject().name() + tried + canary.version()
                + " release=" + canary.release() + " share=" + share + " reason=\"" + reason.replace('"', '\'') + "\"";
    }
}
