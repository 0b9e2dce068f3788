package dev.portcullis.release.shadow;

import dev.portcullis.release.statistics.Comparison;
import dev.portcullis.release.statistics.ConfidenceSequence;
import dev.portcullis.release.statistics.Estimate;
import dev.portcullis.release.statistics.Interval;
import dev.portcullis.release.statistics.Moments;

/**
 * What all pairs tell by one measure.
 *
 * @param differences of the candidate from the callers' answers, request by request; a group of callers is a unit
 * @param caller      the sum of the callers' values
 * @param candidate   the sum of the candidate's
 */
public record Sums(Moments differences, double caller, double candidate) {

    /** Groups that callers fall into by their hash, so that sums take little room whoever calls: units that are independent all the same. */
    public static final int GROUPS = 512;

    private static final double ALPHA = 0.05;

    public long pairs() {
        return Math.round(differences.n());
    }

    /** The mean of the callers' values; not a number of no pairs, as the next ones. */
    public double callerMean() {
        return caller / differences.n();
    }

    public double candidateMean() {
        return candidate / differences.n();
    }

    public double difference() {
        return differences.ratio().value();
    }

    /**
     * Holds the true mean difference in 95 of 100 shadows, however often one looks, and no difference of shares that there cannot be;
     * infinite where nothing can be said.
     */
    public Interval interval(Measure measure) {
        Interval all = ConfidenceSequence.twoSided(ALPHA, Comparison.TIGHTEST).interval(estimate(measure));
        return !measure.isShare() || Double.isInfinite(all.upper()) ? all : new Interval(Math.max(-1, all.lower()), Math.min(1, all.upper()));
    }

    /**
     * Of values of 0 and 1 the error is that of the sample with two requests more, after Agresti and Caffo: where no two answers differed yet,
     * the next ones still may. Differences lie between -1 and 1, and the two are one of each.
     */
    private Estimate estimate(Measure measure) {
        if (!measure.isShare()) {
            return differences.ratio();
        }
        if (!measure.isOfEachSide()) {
            return differences.ratioOfShares();
        }
        Estimate plain = differences.ratio();
        return plain.equals(Estimate.UNKNOWN) ? plain
                : new Estimate(plain.value(), differences.and(-1, 1).and(1, 1).ratio().error(), plain.n(), plain.degrees());
    }
}
