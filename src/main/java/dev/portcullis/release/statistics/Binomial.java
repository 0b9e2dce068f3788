package dev.portcullis.release.statistics;

import org.apache.commons.numbers.gamma.RegularizedBeta;

/** So many of n successes, each of the same probability and independent of the others. */
public final class Binomial {

    private Binomial() {
    }

    /**
     * The probability of at least k successes of n, the regularised incomplete beta function I_p(k, n - k + 1). Also what a suite is worth
     * whose case has to pass k times of n: one that truly passes nine times in ten passes 3 of 3 in 73 % of runs, 2 of 3 in 97 %.
     *
     * @param p of one success, from 0 to 1
     * @return 1 for a k of 0 or less, 0 for more than n
     */
    public static double atLeast(long k, long n, double p) {
        if (k <= 0) {
            return 1;
        }
        return k > n ? 0 : RegularizedBeta.value(p, k, n - k + 1.0);
    }

    /** The probability of at most k successes of n. */
    public static double atMost(long k, long n, double p) {
        return atLeast(n - k, n, 1 - p);
    }

    /**
     * Wilson's score interval of a share, which stays between 0 and 1 and has a width even where nothing or everything succeeded:
     * (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n).
     *
     * @param confidence above 0 and below 1, such as 0.95
     * @return 0 to 1 for none
     * @see <a href="https://doi.org/10.1080/01621459.1927.10502953">Wilson, JASA 22, 1927</a>
     */
    public static Interval wilson(long successes, long n, double confidence) {
        if (n <= 0) {
            return new Interval(0, 1);
        }
        double z = Normal.quantile((1 + confidence) / 2);
        double share = (double) successes / n;
        double squared = z * z / n;
        double centre = (share + squared / 2) / (1 + squared);
        double half = z * Math.sqrt(share * (1 - share) / n + squared / (4 * n)) / (1 + squared);
        return new Interval(Math.max(0, centre - half), Math.min(1, centre + half));
    }
}
