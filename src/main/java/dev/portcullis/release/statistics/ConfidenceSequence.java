package dev.portcullis.release.statistics;

/**
 * An asymptotic confidence sequence: intervals that, with probability 1 - alpha, all hold the true value, however often one looks and
 * whatever makes one stop. A common interval holds it at one look that was settled beforehand; looking at it fifty times makes of 5 %
 * false alarms 32 %.
 *
 * <p>With the standard error SE of an estimate over n observations the half width is
 * two-sided SE √(2 (nρ² + 1) / (nρ²) · ln(√(nρ² + 1) / α)), and
 * one-sided SE √(2 (nρ² + 1) / (nρ²) · ln(1 + √(nρ² + 1) / (2α))).
 * Any ρ will do that is settled before the first look; it says only where the sequence is tightest. n is its clock, and must not stand
 * still while the error shrinks: take observations, not units.
 *
 * <p>Without any observation the half width is infinite; where the error is 0, it is 0, unless that is said of fewer than three units.
 *
 * @param alpha above 0 and below 1/2
 * @param rho   above 0
 * @see <a href="https://doi.org/10.1214/24-AOS2408">Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, Annals of Statistics 52(6), 2024</a>;
 *      arXiv 2103.06476v7, equations 9, 134, 155 and 161
 */
public record ConfidenceSequence(Sides sides, double alpha, double rho) {

    /** Whether both bounds are meant at once, or one of them. */
    public enum Sides { ONE, TWO }

    /** With fewer, that no two units differed is no proof that none do. */
    private static final double FEWEST_DEGREES = 2;

    public ConfidenceSequence {
        if (!(alpha > 0 && alpha < 0.5 && rho > 0 && rho < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("No confidence sequence has alpha " + alpha + " and rho " + rho);
        }
    }

    /** Both bounds hold at once. @param tightest the number of observations at which it is to be tightest */
    public static ConfidenceSequence twoSided(double alpha, double tightest) {
        return new ConfidenceSequence(Sides.TWO, alpha, rho(alpha, tightest));
    }

    /** One bound holds, the lower or the upper, whichever is looked at. @param tightest as of {@link #twoSided} */
    public static ConfidenceSequence oneSided(double alpha, double tightest) {
        return new ConfidenceSequence(Sides.ONE, alpha, rho(2 * alpha, tightest));
    }

    /** ρ = √((-2 ln α + ln(-2 ln α + 1)) / N), which makes the two-sided sequence tightest at N observations. */
    static double rho(double alpha, double tightest) {
        double log = -2 * Math.log(alpha);
        return Math.sqrt((log + Math.log(log + 1)) / tightest);
    }

    /** How many standard errors the half width has after so many observations. @return infinite for none */
    public double errors(double n) {
        double grown = n * rho * rho;
        if (!(grown > 0)) {
            return Double.POSITIVE_INFINITY;
        }
        double root = Math.sqrt(grown + 1);
        double log = sides == Sides.TWO ? Math.log(root / alpha) : Math.log1p(root / (2 * alpha));
        return Math.sqrt(2 * (grown + 1) / grown * log);
    }

    /** @return not negative, infinite where nothing is known; with few degrees of freedom wider by what Student's t is */
    public double halfWidth(Estimate estimate) {
        if (unknown(estimate)) {
            return Double.POSITIVE_INFINITY;
        }
        return estimate.error() == 0 ? 0 : estimate.error() * Student.t(errors(estimate.n()), estimate.degrees());
    }

    public double lower(Estimate estimate) {
        return estimate.value() - halfWidth(estimate);
    }

    public double upper(Estimate estimate) {
        return estimate.value() + halfWidth(estimate);
    }

    public Interval interval(Estimate estimate) {
        return Interval.around(estimate.value(), halfWidth(estimate));
    }

    /**
     * The always-valid p value of the true value being 0, two-sided: it may be looked at any time, and the smallest that was ever seen
     * counts. p = min(1, √(nρ² + 1) · exp(-ρ² n z² / (2 (nρ² + 1)))) with z = value / SE.
     *
     * @return 1 where nothing is known; 0 for a value other than 0 without any error
     */
    public double p(Estimate estimate) {
        double grown = estimate.n() * rho * rho;
        if (estimate.value() == 0 || unknown(estimate)) {
            return 1;
        }
        double z = Student.z(estimate.value() / estimate.error(), estimate.degrees());
        return Math.min(1, Math.sqrt(grown + 1) * Math.exp(-grown * z * z / (2 * (grown + 1))));
    }

    private static boolean unknown(Estimate estimate) {
        return !(estimate.n() > 0) || estimate.degrees() == 0 || estimate.error() == 0 && estimate.degrees() < FEWEST_DEGREES;
    }
}
