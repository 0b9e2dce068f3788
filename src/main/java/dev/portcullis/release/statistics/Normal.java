package dev.portcullis.release.statistics;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.InverseErfc;

/** The standard normal distribution, to about 15 digits, in its far ends as well. */
public final class Normal {

    private static final double ROOT_OF_2 = Math.sqrt(2);

    private Normal() {
    }

    static double density(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    /** The probability of at most x. */
    public static double cdf(double x) {
        return Erfc.value(-x / ROOT_OF_2) / 2;
    }

    /** @param p from 0 to 1. @return what is not exceeded with probability p; infinite for 0 and 1 */
    public static double quantile(double p) {
        return -ROOT_OF_2 * InverseErfc.value(2 * p);
    }
}
