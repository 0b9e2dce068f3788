package dev.portcullis.release.statistics;

import java.util.Arrays;
import java.util.List;

/**
 * How probable it is that a variant's true mean is the highest. Each mean is taken for normal about its estimate with its standard error:
 * what a flat prior comes to with more than a few dozen units. A Beta distribution would be exact for shares, but only where each request
 * is a unit of its own. Unlike an always-valid p this may not be what one stops by: looked at often enough, it exceeds any bound.
 */
public final class Best {

    /** In standard errors: beyond lies less than 1e-15. */
    private static final double FAR = 8;
    private static final int STEPS = 800;

    private Best() {
    }

    /** That the one is higher than the other, Φ(difference / SE). @return 1/2 where nothing is known or both are the same for certain */
    public static double higher(Estimate one, Estimate other) {
        Estimate difference = one.minus(other);
        return difference.value() == 0 ? 0.5 : Normal.cdf(difference.value() / difference.error());
    }

    /**
     * For each the probability that it is the highest, ∫ φ(z) ∏ Φ((m_i + z s_i - m_j) / s_j) dz, as a sum over 800 steps of 16 standard
     * errors.
     *
     * @return they add up to 1; all the same if nothing is known of one of them
     */
    public static double[] of(List<Estimate> variants) {
        double[] best = new double[variants.size()];
        if (variants.stream().anyMatch(variant -> variant.error() == Double.POSITIVE_INFINITY)) {
            Arrays.fill(best, 1.0 / best.length);
            return best;
        }
        double sum = 0;
        for (int i = 0; i < best.length; i++) {
            for (int step = 0; step <= STEPS; step++) {
                double z = FAR * (2.0 * step / STEPS - 1);
                best[i] += Normal.density(z) * allBelow(variants, i, variants.get(i).value() + z * variants.get(i).error());
            }
            sum += best[i];
        }
        for (int i = 0; i < best.length; i++) {
            best[i] /= sum;
        }
        return best;
    }

    private static double allBelow(List<Estimate> variants, int but, double value) {
        double all = 1;
        for (int j = 0; j < variants.size(); j++) {
            if (j != but) {
                double ahead = value - variants.get(j).value();
                all *= ahead == 0 ? 0.5 : Normal.cdf(ahead / variants.get(j).error());
            }
        }
        return all;
    }
}
