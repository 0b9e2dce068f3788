package dev.portcullis.release.statistics;

/**
 * What is known of a ratio of sums over independent units, such as errors per request over callers: each unit has a value y, its errors,
 * and a size n, its requests. A unit of size 0 is none and is not counted.
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

    /** What rounding may have left of squares that are 0, as a part of what they are the difference of: more than sums of a million doubles lose. */
    private static final double ROUNDING = 1e-12;

    /** The same, and one unit more. */
    public Moments and(double value, double size) {
        return size == 0 ? this : new Moments(units + 1, y + value, n + size, yy + value * value, yn + value * size, nn + size * size);
    }

    /**
     * The ratio R = Σy / Σn with its standard error over units, not over requests: the requests of one caller resemble each other, and
     * counted as independent they would make every difference look surer than it is. By the delta method, with k units and moments over
     * k - 1, Var(R) = (s²_y - 2 R s_yn + R² s²_n) / (k n̄²), which is k Σ(y - R n)² / ((k - 1) (Σn)²). With sizes of 1 it is the mean and
     * its usual error. Values that are all equal have the error that rounding may have made: without any, what it makes of two equal means
     * would be a difference, and proved.
     *
     * @return {@link Estimate#UNKNOWN} of no units or of sums that are not finite; an infinite error for one unit; one degree of freedom
     *         less than {@link #equalUnits}
     * @see <a href="https://doi.org/10.1145/3219819.3219919">Deng, Knoblich and Lu, KDD 2018, section 3.1</a>
     */
    public Estimate ratio() {
        double ratio = y / n;
        if (units == 0 || !Double.isFinite(ratio)) {
            return Estimate.UNKNOWN;
        }
        double sizes = ratio * ratio * nn;
        double squares = Math.max(ROUNDING * (yy + sizes), yy - 2 * ratio * yn + sizes);
        double variance = squares / (units - 1) * units / (n * n);
        return new Estimate(ratio, units > 1 && Double.isFinite(variance) ? Math.sqrt(variance) : Double.POSITIVE_INFINITY, n,
                Math.max(0, equalUnits() - 1));
    }

    /**
     * How many units of equal size would say as much, (Σn)² / Σn²: of one that makes nearly all requests and nine that make one each, the
     * error cannot be told, since the ratio is nearly that one's own.
     *
     * @return at most {@link #units}; 0 of none
     * @see "Kish, Survey Sampling, Wiley 1965, section 8.2"
     */
    public double equalUnits() {
        double equal = n / nn * n;
        return Double.isFinite(equal) ? Math.min(units, equal) : 0;
    }

    /**
     * The ratio of values that lie between 0 and 1 for each request, with an error that is never 0: that of the sample with two requests
     * more, one of 0 and one of 1. Where nothing has failed yet, the next request still may. The value is that of the sample itself.
     *
     * @see <a href="https://doi.org/10.1080/00031305.2000.10474560">Agresti and Caffo, The American Statistician 54(4), 2000</a>
     */
    public Estimate ratioOfShares() {
        Estimate plain = ratio();
        return plain.equals(Estimate.UNKNOWN) ? plain
                : new Estimate(plain.value(), and(0, 1).and(1, 1).ratio().error(), n, plain.degrees());
    }
}
