package dev.portcullis.cache.similar;

/** A question was answered without a vector. What it says has nothing of the question. */
final class NoVector extends IllegalStateException {

    private static final long serialVersionUID = 1;

    private final boolean againstTheModel;

    /** @param againstTheModel whether the next question will probably fare no better */
    NoVector(String why, boolean againstTheModel) {
        super(why);
        this.againstTheModel = againstTheModel;
    }

    boolean countsAgainstTheModel() {
        return againstTheModel;
    }
}
