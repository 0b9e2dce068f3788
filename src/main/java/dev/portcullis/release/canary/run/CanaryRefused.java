package dev.portcullis.release.canary.run;

/** A canary is not what somebody wants of it, and nothing is changed: carries the reason through a transaction, which it takes back. */
public final class CanaryRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why, for who has to answer. */
    public enum Why {
        UNKNOWN_VERSION,
        ALREADY_BLUE,
        /** Of a model: all of its traffic goes there. */
        ALL_GREEN,
        /** Of a model: it is not two targets that it has. */
        NOT_TWO_TARGETS,
        OTHER_GREEN,
        RUNS,
        NONE_RUNS,
        NONE_RUNS_OF_MODEL,
        NOT_PAUSED
    }

    private final Why why;

    /** @param sentence for an operator */
    public CanaryRefused(Why why, String sentence) {
        super(sentence, null, false, false);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
