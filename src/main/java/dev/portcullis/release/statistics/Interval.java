package dev.portcullis.release.statistics;

/** From one bound to the other; they may be infinite and are never NaN. */
public record Interval(double lower, double upper) {

    static Interval around(double value, double halfWidth) {
        return new Interval(value - halfWidth, value + halfWidth);
    }
}
