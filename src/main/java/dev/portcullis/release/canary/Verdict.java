package dev.portcullis.release.canary;

/** What follows from two samples. Every reason is a sentence for an operator, with the figures in it. */
public sealed interface Verdict {

    String reason();

    /** The canary may have a larger share, or at its last step, all. */
    record Promote(String reason) implements Verdict {
    }

    /** The canary is worse. */
    record RollBack(String reason) implements Verdict {
    }

    /** Nothing is proved yet. @param traffic whether it is for requests, or for callers, of whom there have been too few */
    record Wait(String reason, boolean traffic) implements Verdict {
    }

    /** Nothing was proved in all the time there was; somebody has to decide. */
    record Inconclusive(String reason) implements Verdict {
    }
}
