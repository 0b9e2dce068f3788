package dev.portcullis.release.experiment.run;

/**
 * An outcome, as somebody sends it.
 *
 * @param user  whom a call was dealt out by
 * @param value finite
 */
public record Given(String user, double value) {
}
