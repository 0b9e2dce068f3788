package dev.portcullis.release.experiment.run;

/** An experiment is not what somebody wants of it, and nothing is changed: carries the reason through a transaction, which it takes back. */
public final class ExperimentRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why, for who has to answer. */
    public enum Why {
        EXISTS,
        UNKNOWN,
        PROMPT_BUSY,
        CANARY_RUNS,
        GROUP_FULL,
        TOO_MANY,
        STOPPED,
        MISMATCH,
        UNKNOWN_WINNER,
        OTHER_SOURCE,
        NEVER_ASSIGNED
    }

    private final Why why;
    private final String field;

    /** @param sentence for an operator. @param field of the request; empty for the whole */
    public ExperimentRefused(Why why, String field, String sentence) {
        super(sentence, null, false, false);
        this.why = why;
        this.field = field;
    }

    public Why why() {
        return why;
    }

    public String field() {
        return field;
    }
}
