package dev.portcullis.release.canary;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a canary is judged by. They are settled before it starts; changed while it runs, they void what is said of false alarms.
 *
 * @param guardrails      a measure that has none is not looked at
 * @param alpha           the probability of ever rolling back a canary that is no worse than any margin and breaks no criterion; above 0,
 *                        below 1/2
 * @param minimumRequests that the canary serves at each step before the next
 * @param minimumTime     of each step
 * @param maximumTime     of all steps: whatever is not decided by then is for somebody to decide
 */
public record Rules(Criteria criteria, Map<Measure, Guardrail> guardrails, double alpha, long minimumRequests, Duration minimumTime,
        Duration maximumTime) {

    /** Why these, and what they cost, is told in src/docs/release-statistics.md. */
    public static final Map<Measure, Guardrail> GUARDRAILS = Map.of(
            Measure.ERROR_RATE, new Guardrail(0.005, 0.03),
            Measure.LATENCY, new Guardrail(Math.log(1.15), Math.log(1.3)),
            Measure.TIME_TO_FIRST_TOKEN, new Guardrail(Math.log(1.15), Math.log(1.3)),
            Measure.COST, new Guardrail(0.15, 0.3),
            Measure.OUTPUT_FAILURES, new Guardrail(0.02, 0.05),
            Measure.GUARD_BLOCKS, new Guardrail(0.005, 0.03),
            Measure.QUALITY, new Guardrail(0.03, 0.15));

    public static final Rules USUAL = new Rules(Criteria.NONE, GUARDRAILS, 0.05, 50, Duration.ofSeconds(60), Duration.ofDays(3));

    public Rules {
        if (!(alpha > 0 && alpha < 0.5)) {
            throw new IllegalArgumentException("A probability of false alarms is above 0 and below 1/2, not " + alpha);
        }
        guardrails = guardrails.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(guardrails));
    }

    /**
     * A part of alpha for each proof that may roll back (Bonferroni), whether its measure turns out to have data or not: half of it for
     * those of the error rate, which is what most bad canaries are found by, the other half for all others.
     */
    double alphaOf(Measure measure) {
        long proofs = proofsOf(Measure.ERROR_RATE);
        long others = guardrails.size() + criteria.count() - proofs;
        if (measure == Measure.ERROR_RATE) {
            return alpha / Math.max(1, proofs) / (others == 0 ? 1 : 2);
        }
        return alpha / Math.max(1, others) / (proofs == 0 ? 1 : 2);
    }

    private long proofsOf(Measure measure) {
        return (guardrails.containsKey(measure) ? 1 : 0) + (criteria.of(measure).isPresent() ? 1 : 0);
    }
}
