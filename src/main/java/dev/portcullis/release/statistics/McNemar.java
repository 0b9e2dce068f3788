package dev.portcullis.release.statistics;

/**
 * McNemar's exact test of two versions on the same cases: only cases on which they differ say anything, and if neither is better, each
 * such case is as likely to go one way as the other.
 */
public final class McNemar {

    private McNemar() {
    }

    /**
     * @param worse  cases that passed and now fail
     * @param better cases that failed and now pass
     * @return two-sided, min(1, 2 P[Bin(worse + better, 1/2) ≤ min(worse, better)]); 1 if the two differ nowhere
     */
    public static double p(long worse, long better) {
        return Math.min(1, 2 * Binomial.atMost(Math.min(worse, better), worse + better, 0.5));
    }
}
