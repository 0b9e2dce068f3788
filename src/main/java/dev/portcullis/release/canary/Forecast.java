package dev.portcullis.release.canary;

import dev.portcullis.release.statistics.Comparison;
import dev.portcullis.release.statistics.ConfidenceSequence;
import dev.portcullis.release.statistics.Normal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What it takes to see that a canary's error rate has risen, told before it starts: at the traffic of a prompt it may be hours or weeks.
 * Callers are taken to be alike and equally busy; where some fail far more often than others, or few make most requests, it takes longer.
 *
 * @param perSide  requests of the canary, and as many of the control
 * @param requests of the whole traffic meanwhile
 * @param time     empty without traffic, and for more than a thousand years
 */
public record Forecast(long perSide, long requests, Optional<Duration> time) {

    /** What the API tells: a rise from 1 % to 5 %, seen in four runs of five. */
    public static final double FROM = 0.01;
    public static final double TO = 0.05;
    public static final double POWER = 0.8;

    private static final long NEVER = 1L << 40;
    private static final double LONGEST_SECONDS = 1000 * 365.25 * 86_400;

    /**
     * @param shares    of the canary at each step, above 0 and ascending to 1
     * @param perSecond requests of all callers that would take part
     * @return empty if these rules never roll back for it: without a guardrail of errors, with one as wide as the rise, or where all
     *         callers get the canary at once and nobody is left to compare with
     */
    public static Optional<Forecast> of(Rules rules, List<Double> shares, double perSecond) {
        return of(rules, shares, perSecond, FROM, TO, POWER);
    }

    /** @param power the probability that by then it has been seen, above 0 and below 1 */
    public static Optional<Forecast> of(Rules rules, List<Double> shares, double perSecond, double from, double to, double power) {
        boolean compared = rules.guardrails().containsKey(Measure.ERROR_RATE) && !shares.isEmpty() && shares.getFirst() < 1;
        long perSide = compared ? perSide(rules, from, to, power) : NEVER;
        return perSide >= NEVER ? Optional.empty() : Optional.of(along(rules, shares, perSecond, perSide));
    }

    /** The fewest n at which the rise less the margin exceeds the sequence's half width and what the estimate may fall short by. */
    private static long perSide(Rules rules, double from, double to, double power) {
        double rise = to - from - rules.guardrails().get(Measure.ERROR_RATE).margin();
        ConfidenceSequence sequence = ConfidenceSequence.oneSided(rules.alphaOf(Measure.ERROR_RATE), Comparison.TIGHTEST);
        double variance = from * (1 - from) + to * (1 - to);
        long tooFew = 0;
        long enough = 1;
        while (enough < NEVER && !seen(enough, rise, sequence, variance, power)) {
            tooFew = enough;
            enough *= 2;
        }
        while (enough < NEVER && enough - tooFew > 1) {
            long between = (tooFew + enough) / 2;
            if (seen(between, rise, sequence, variance, power)) {
                enough = between;
            } else {
                tooFew = between;
            }
        }
        return enough;
    }

    private static boolean seen(long perSide, double rise, ConfidenceSequence sequence, double variance, double power) {
        return rise >= (sequence.errors(2.0 * perSide) + Normal.quantile(power)) * Math.sqrt(variance / perSide);
    }

    /**
     * Step by step, each no longer than its minimum, up to the last before half of all callers, which is not left before it is seen. What
     * is decided by a number of requests is decided at the next look, half a minimum of time later in the mean if that is how often one
     * looks.
     */
    private static Forecast along(Rules rules, List<Double> shares, double perSecond, long perSide) {
        double minimumTime = rules.minimumTime().toMillis() / 1000.0;
        double missing = perSide;
        double requests = 0;
        for (int step = 0; missing > 0; step++) {
            double share = shares.get(step);
            double slice = Math.min(share, 1 - share);
            double inMinimumTime = perSecond * slice * minimumTime;
            boolean last = step + 1 >= shares.size() || shares.get(step + 1) > Judge.HALF;
            double served = last ? missing : Math.min(missing, Math.max(rules.minimumRequests(), inMinimumTime));
            missing -= served;
            requests += served / slice + (served == inMinimumTime ? 0 : perSecond * minimumTime / 2);
        }
        double seconds = requests / perSecond;
        return new Forecast(perSide, (long) Math.ceil(requests),
                seconds <= LONGEST_SECONDS ? Optional.of(Duration.ofSeconds((long) Math.ceil(seconds))) : Optional.empty());
    }
}
