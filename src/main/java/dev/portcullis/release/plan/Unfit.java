package dev.portcullis.release.plan;

/** Carries out of the reading of a plan what is wrong with it. */
public final class Unfit extends RuntimeException {

    private static final long serialVersionUID = 1;
    private final String field;

    /** @param field as {@code variants[1].weight}; empty for the whole. @param expected a sentence for who wrote it */
    public Unfit(String field, String expected) {
        super(expected, null, false, false);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
