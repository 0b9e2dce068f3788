package dev.portcullis.release.canary;

/**
 * How much worse a canary may be than its control in one measure. Between the two bounds it is neither rolled back nor held back for ever.
 *
 * @param margin    at least 0: more than this much worse, if proved, is rolled back
 * @param tolerance at least the margin: that it is this much worse must be ruled out before most callers get it
 * @throws IllegalArgumentException if they are not that
 */
public record Guardrail(double margin, double tolerance) {

    public Guardrail {
        if (!(margin >= 0 && tolerance >= margin && tolerance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("A guardrail has 0 <= margin <= tolerance, not " + margin + " and " + tolerance);
        }
    }
}
