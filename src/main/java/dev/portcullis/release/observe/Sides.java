package dev.portcullis.release.observe;

/** Both sides of a canary as they are at one moment. */
public record Sides(Side control, Side canary) {

    public static final Sides NONE = new Sides(Side.NONE, Side.NONE);
}
