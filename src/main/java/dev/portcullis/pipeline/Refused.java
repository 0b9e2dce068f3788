package dev.portcullis.pipeline;

/** Carries a {@link Refusal} out of the reading of a body, where no reply can be returned. */
public final class Refused extends RuntimeException {

    private final transient Refusal refusal;

    public Refused(Refusal refusal) {
        super(refusal.toString(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
