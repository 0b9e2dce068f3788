package dev.portcullis.release.statistics;

/**
 * A variant of an experiment compared with its control. Intervals and p hold at every look, so that one may stop when one likes.
 *
 * @param difference  of the variant's ratio to the control's
 * @param uplift      the same as a part of the control's absolute ratio; unknown if that is 0
 * @param interval    of the difference, two-sided
 * @param upliftInterval of the uplift, two-sided
 * @param probability that the variant's ratio is truly the higher one; see {@link Best} for what it may not be used for
 * @param p           always valid, of there being no difference
 * @param significant that p is at most alpha, which with fewer than three equally busy units on a side it all but never is
 */
public record Comparison(Estimate control, Estimate variant, Estimate difference, Estimate uplift, Interval interval,
        Interval upliftInterval, double probability, double p, boolean significant) {

    /** Observations of both sides together at which intervals are tightest. It must not depend on what is seen. */
    public static final double TIGHTEST = 1000;

    /** @param alpha the probability of ever finding a difference where there is none, such as 0.05 */
    public static Comparison of(Moments control, Moments variant, double alpha) {
        ConfidenceSequence sequence = ConfidenceSequence.twoSided(alpha, TIGHTEST);
        Estimate base = control.ratio();
        Estimate tried = variant.ratio();
        Estimate difference = tried.minus(base);
        Estimate uplift = tried.relativeTo(base);
        double p = sequence.p(difference);
        return new Comparison(base, tried, difference, uplift, sequence.interval(difference), sequence.interval(uplift),
                Best.higher(tried, base), p, p <= alpha);
    }
}
