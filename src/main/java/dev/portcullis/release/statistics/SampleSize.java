package dev.portcullis.release.statistics;

/** How many it takes. */
public final class SampleSize {

    private SampleSize() {
    }

    /**
     * How many observations each of two arms needs, looked at once at the end, for a two-sided test of level alpha to find that shares of
     * p0 and p1 differ, with the given power: ⌈((z_{1-α/2} √(2 p̄ (1 - p̄)) + z_power √(p0 (1 - p0) + p1 (1 - p1))) / (p1 - p0))²⌉.
     *
     * @return {@link Long#MAX_VALUE} if the two are equal
     * @see <a href="https://doi.org/10.1002/0471445428">Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, section
     *      4.2</a>
     */
    public static long ofTwoShares(double p0, double p1, double alpha, double power) {
        double mean = (p0 + p1) / 2;
        double root = (Normal.quantile(1 - alpha / 2) * Math.sqrt(2 * mean * (1 - mean))
                + Normal.quantile(power) * Math.sqrt(p0 * (1 - p0) + p1 * (1 - p1))) / (p1 - p0);
        return p0 == p1 ? Long.MAX_VALUE : (long) Math.ceil(root * root);
    }
}
