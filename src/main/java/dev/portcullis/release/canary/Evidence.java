package dev.portcullis.release.canary;

import dev.portcullis.release.statistics.Comparison;
import dev.portcullis.release.statistics.ConfidenceSequence;
import dev.portcullis.release.statistics.Estimate;
import dev.portcullis.release.statistics.Moments;
import java.util.Optional;

/** What two samples prove, one measure at a time. */
final class Evidence {

    /** That most callers may get the canary takes the proof of all guardrails, so each may have the whole of this. */
    static final double ALPHA_OF_PROMOTION = 0.05;
    /** So many callers on a side, and equally busy ones where something is to be proved, are the fewest of whom anything can be said. */
    static final int FEWEST_CALLERS = 3;
    /** Of a hundred calls so many more that fail are not for more callers, where it cannot be told from chance. A wider margin takes its place. */
    private static final double GROSS = 0.1;
    /** A criterion is in doubt from so many standard errors on the wrong side. */
    private static final double DOUBT = 1;

    private final Rules rules;
    private final Sample control;
    private final Sample canary;
    private final ConfidenceSequence inFavour = ConfidenceSequence.oneSided(ALPHA_OF_PROMOTION, Comparison.TIGHTEST);

    Evidence(Rules rules, Sample control, Sample canary) {
        this.rules = rules;
        this.control = control;
        this.canary = canary;
    }

    /** @return why the canary has to go, if anything proves it */
    Optional<String> worse() {
        for (Measure measure : Measure.values()) {
            Guardrail guardrail = rules.guardrails().get(measure);
            if (guardrail != null && comparable(measure) && proved(measure, harmBeyond(measure, guardrail.margin()))) {
                return Optional.of(Wording.compared(measure, canary, control) + ": worse by more than "
                        + Wording.margin(measure, guardrail.margin()));
            }
            if (demanded(measure) && enough(canary, measure) && proved(measure, breach(measure))) {
                return Optional.of(Wording.of(measure, canary) + ": worse than the criterion of "
                        + Wording.value(measure, criterion(measure)));
            }
        }
        return Optional.empty();
    }

    /** @return what most callers getting the canary still lacks, if anything */
    Optional<String> lacking() {
        for (Measure measure : Measure.values()) {
            Guardrail guardrail = rules.guardrails().get(measure);
            boolean must = measure == Measure.ERROR_RATE || demanded(measure);
            if (must && !enough(canary, measure)) {
                return Optional.of(few("The canary", measure, canary));
            }
            if (demanded(measure) && breach(measure).value() > DOUBT * breach(measure).error()) {
                return Optional.of(Wording.of(measure, canary) + ": the criterion of "
                        + Wording.value(measure, criterion(measure)) + " is in doubt");
            }
            if (guardrail == null || !must && !enough(canary, measure) && !enough(control, measure)) {
                continue;
            }
            if (!comparable(measure)) {
                return Optional.of(enough(canary, measure) ? few("The control", measure, control) : few("The canary", measure, canary));
            }
            if (!(inFavour.upper(harmBeyond(measure, guardrail.tolerance())) <= 0)) {
                return Optional.of(Wording.compared(measure, canary, control) + ": that it is worse by "
                        + Wording.margin(measure, guardrail.tolerance()) + " is not ruled out yet");
            }
        }
        return Optional.empty();
    }

    /**
     * Whoever they are: where one of them makes most requests nothing can be proved, but more callers come only with a larger share, and to wait
     * for them at a small one is to wait for ever. It is worth that where the canary looks far worse: nothing could take it back.
     *
     * @return that so few callers are on a side that growing would be growing blindly
     */
    Optional<String> blind() {
        return lone("The canary", canary).or(() -> lone("The control", control)).or(this::gross);
    }

    private Optional<String> gross() {
        Guardrail guardrail = rules.guardrails().get(Measure.ERROR_RATE);
        if (guardrail == null || comparable(Measure.ERROR_RATE)) {
            return Optional.empty();
        }
        double bound = Math.max(GROSS, guardrail.margin());
        double worse = canary.of(Measure.ERROR_RATE).ratio().minus(control.of(Measure.ERROR_RATE).ratio()).value();
        return worse < bound ? Optional.empty() : Optional.of(Wording.compared(Measure.ERROR_RATE, canary, control) + ": looks worse by more than "
                + Wording.margin(Measure.ERROR_RATE, bound) + ", and to prove it takes " + FEWEST_CALLERS + " equally busy callers a side");
    }

    private static Optional<String> lone(String side, Sample sample) {
        long callers = sample.of(Measure.ERROR_RATE).units();
        return callers >= FEWEST_CALLERS ? Optional.empty()
                : Optional.of(side + " has " + callers + " callers, and at least " + FEWEST_CALLERS + " are needed");
    }

    private static String few(String side, Measure measure, Sample sample) {
        return side + " has " + Wording.name(measure) + " of " + Wording.callers(sample.of(measure)) + ", and at least " + FEWEST_CALLERS
                + " equally busy ones are needed";
    }

    private boolean proved(Measure measure, Estimate harm) {
        return ConfidenceSequence.oneSided(rules.alphaOf(measure), Comparison.TIGHTEST).lower(harm) > 0;
    }

    private boolean comparable(Measure measure) {
        return enough(canary, measure) && enough(control, measure);
    }

    private static boolean enough(Sample sample, Measure measure) {
        return sample.of(measure).equalUnits() >= FEWEST_CALLERS;
    }

    private boolean demanded(Measure measure) {
        return rules.criteria().of(measure).isPresent();
    }

    private double criterion(Measure measure) {
        return rules.criteria().of(measure).getAsDouble();
    }

    /**
     * By how much more than a margin the canary is worse; above 0 if it is. A margin of cost is a part of the control's, and the cost less
     * that multiple of the control's is estimated rather than their quotient, which is nothing normal where the control's is near 0.
     */
    private Estimate harmBeyond(Measure measure, double margin) {
        Estimate tried = estimate(measure, canary.of(measure));
        Estimate base = estimate(measure, control.of(measure));
        return switch (measure) {
            case COST -> tried.minus(base.times(1 + margin));
            case QUALITY -> base.minus(tried).minus(margin);
            case ERROR_RATE, LATENCY, TIME_TO_FIRST_TOKEN, OUTPUT_FAILURES, GUARD_BLOCKS -> tried.minus(base).minus(margin);
        };
    }

    /** By how much the canary breaks a criterion; above 0 if it does. */
    private Estimate breach(Measure measure) {
        Estimate beyond = estimate(measure, canary.of(measure)).minus(criterion(measure));
        return measure == Measure.QUALITY ? beyond.times(-1) : beyond;
    }

    private static Estimate estimate(Measure measure, Moments moments) {
        return switch (measure) {
            case ERROR_RATE, OUTPUT_FAILURES, GUARD_BLOCKS, QUALITY -> moments.ratioOfShares();
            case LATENCY, TIME_TO_FIRST_TOKEN, COST -> moments.ratio();
        };
    }
}
