package dev.portcullis.guard.model;

/** The models that are shipped, read once. */
public final class Shipped {

    public static final LinearModel INJECTION = ModelFile.shipped("injection.model");
    public static final LinearModel HARM = ModelFile.shipped("harm.model");

    static final TwoModels BOTH = new TwoModels(INJECTION, HARM);
    static final FirstOutput HARM_ALONE = new FirstOutput(HARM);

    private Shipped() {}
}
