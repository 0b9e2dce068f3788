package dev.portcullis.release.statistics;

import org.apache.commons.numbers.gamma.RegularizedGamma;

/**
 * Whether units went to the arms as they were meant to, by Pearson's chi-squared. Where they did not, something drops some of them, on one
 * side more than on the other, and the sides are not comparable whatever their figures say.
 *
 * @param chiSquared Σ (observed - expected)² / expected
 * @param degrees    arms with a weight above 0, less one
 * @param p          the probability of at least that by chance; 1 where there is nothing to test
 * @see <a href="https://doi.org/10.1145/3292500.3330722">Fabijan et al., KDD 2019</a>
 */
public record ShareMismatch(double chiSquared, int degrees, double p) {

    /** Below this p something is wrong with the split: it is looked at more than once, and has to be believed. */
    public static final double ALARM = 0.001;

    private static final ShareMismatch NOTHING = new ShareMismatch(0, 0, 1);

    /**
     * @param observed units of each arm
     * @param weights  of the arms, in the same order, on any scale; an arm whose weight is not above 0 is left out with its units
     */
    public static ShareMismatch of(long[] observed, double[] weights) {
        double total = 0;
        double whole = 0;
        int arms = 0;
        for (int i = 0; i < observed.length; i++) {
            if (weights[i] > 0) {
                total += observed[i];
                whole += weights[i];
                arms++;
            }
        }
        if (arms < 2 || total == 0) {
            return NOTHING;
        }
        double chiSquared = 0;
        for (int i = 0; i < observed.length; i++) {
            if (weights[i] > 0) {
                double expected = total * weights[i] / whole;
                chiSquared += (observed[i] - expected) * (observed[i] - expected) / expected;
            }
        }
        return new ShareMismatch(chiSquared, arms - 1, RegularizedGamma.Q.value((arms - 1) / 2.0, chiSquared / 2));
    }

    public boolean alarm() {
        return p < ALARM;
    }
}
