package dev.portcullis.release.shadow.run;

/** A shadow is not what somebody wants of it, and nothing is changed: carries the reason through a transaction, which it takes back. */
public final class ShadowRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why, for who has to answer. */
    public enum Why {
        RUNS,
        NONE_RUNS
    }

    private final Why why;

    /** @param sentence for an operator */
    public ShadowRefused(Why why, String sentence) {
        super(sentence, null, false, false);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
