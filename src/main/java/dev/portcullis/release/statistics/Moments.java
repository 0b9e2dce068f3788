package dev.portcullis.release.statistics;

/**
 * What is known of a ratio of sums over independent units, such as errors per request over callers: each unit has a value y, its errors, and
 * a size n, its requests. A unit of size 0 is none and is not counted.
 *
 * @param units how many
 * @param y     the sum of values
 * @param n     the sum of sizes
 * @param yy    the sum of squares of values
 * @param yn    the sum of products of value and size
 * @param nn    the sum of squares of sizes
 */
public record Moments(long units, double y, double n, double yy, double yn, double nn) {

    public static final Moments NONE = new Moments(0, 0, 0, 0, 0, 0);

    /** The same, and one unit more. */
    public Moments and(double value, double size) {
        return size == 0 ? this : new Moments(units + 1, y + value, n + size, yy + value * value, yn + value * size, nn + size * size);
    }
}
