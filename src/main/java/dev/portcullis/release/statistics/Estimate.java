package dev.portcullis.release.statistics;

/**
 * A number that was estimated, and how surely.
 *
 * @param value   finite; 0 where nothing is known
 * @param error   its standard error, not negative; infinite where nothing can be said of it
 * @param n       how many observations are behind it, of all samples together: how far a confidence sequence has come
 * @param degrees of freedom that the error was estimated with, at least 0: with few, the error is a guess itself; infinite where it is
 *                known
 */
public record Estimate(double value, double error, double n, double degrees) {

    public static final Estimate UNKNOWN = new Estimate(0, Double.POSITIVE_INFINITY, 0, 0);

    /** What would be not a number is unknown. */
    public Estimate {
        if (!Double.isFinite(value) || Double.isNaN(error) || !Double.isFinite(n) || !(degrees >= 0)) {
            value = 0;
            error = Double.POSITIVE_INFINITY;
            n = 0;
            degrees = 0;
        }
    }

    /** With an error that is known, or as good as known. */
    public Estimate(double value, double error, double n) {
        this(value, error, n, Double.POSITIVE_INFINITY);
    }

    /** The difference to another estimate that is independent of this one: the errors' squares add up. */
    public Estimate minus(Estimate other) {
        return together(value - other.value, error, other.error, other);
    }

    /** This, less something that is known. */
    public Estimate minus(double known) {
        return new Estimate(value - known, error, n, degrees);
    }

    /** @param factor not 0 */
    public Estimate times(double factor) {
        return new Estimate(value * factor, error * Math.abs(factor), n, degrees);
    }

    /**
     * By how much of its absolute value this differs from a base that is independent of it, (m - b) / |b|, by the delta method:
     * SE² = SE_b² m² / b⁴ + SE_m² / b².
     *
     * @return unknown if the base is 0
     * @see <a href="https://github.com/growthbook/growthbook/tree/main/packages/stats">gbstats, GrowthBook's statistics</a>, whose test
     *      has the same figures
     */
    public Estimate relativeTo(Estimate base) {
        double scale = Math.abs(base.value);
        return together((value - base.value) / scale, error / scale, base.error * Math.abs(value) / (scale * scale), base);
    }

    /** With the degrees of Welch and Satterthwaite, (a² + b²)² / (a⁴ / da + b⁴ / db), or the fewer where that is not a number. */
    private Estimate together(double result, double own, double others, Estimate other) {
        double both = Math.hypot(own, others);
        double a = own / both * (own / both);
        double b = others / both * (others / both);
        double welch = 1 / (a * a / degrees + b * b / other.degrees);
        return new Estimate(result, both, n + other.n, Double.isNaN(welch) ? Math.min(degrees, other.degrees) : welch);
    }
}
