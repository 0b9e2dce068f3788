package dev.portcullis.release.shadow;

import dev.portcullis.pipeline.OutputVerdict;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What one request's two answers tell.
 *
 * @param values of each measure that says something of them
 */
public record Pair(Map<Measure, Values> values) {

    /** Shorter ones are as long: a logarithm needs something. */
    private static final Duration SHORTEST = Duration.ofNanos(1_000);
    private static final double NANOS_A_SECOND = 1e9;

    /** @param caller 0 where the measure has one value for both */
    public record Values(double caller, double candidate) {

        public double difference() {
            return candidate - caller;
        }
    }

    /** Time, tokens, money and words are compared where both gave an answer: one that fails at once is not fast. */
    public static Pair of(Side caller, Side candidate) {
        Map<Measure, Values> values = new EnumMap<>(Measure.class);
        values.put(Measure.ERRORS, new Values(caller.failed() ? 1 : 0, candidate.failed() ? 1 : 0));
        if (caller.failed() || candidate.failed()) {
            return new Pair(values);
        }
        if (caller.once() && candidate.once()) {
            put(values, Measure.LATENCY, caller, candidate, side -> seconds(side.took()));
            put(values, Measure.OUTPUT_TOKENS, caller, candidate, Side::tokens);
            put(values, Measure.COST, caller, candidate, side -> side.cost().dollars().doubleValue());
        }
        if (isChecked(caller.output()) && isChecked(candidate.output())) {
            put(values, Measure.OUTPUT_FAILURES, caller, candidate, side -> side.output() == OutputVerdict.FAILED ? 1 : 0);
        }
        Optional<Words> one = caller.words();
        Optional<Words> other = candidate.words();
        if (one.isPresent() && other.isPresent()) {
            values.put(Measure.SAME_FINISH, both(one.get().finish().equals(other.get().finish()) ? 1 : 0));
            values.put(Measure.SAME_TEXT, both(Likeness.same(one.get().text(), other.get().text()) ? 1 : 0));
            values.put(Measure.OVERLAP, both(Likeness.overlap(one.get().text(), other.get().text())));
        }
        return new Pair(values);
    }

    private static void put(Map<Measure, Values> values, Measure measure, Side caller, Side candidate, ToDoubleFunction<Side> of) {
        values.put(measure, new Values(of.applyAsDouble(caller), of.applyAsDouble(candidate)));
    }

    private static Values both(double value) {
        return new Values(0, value);
    }

    private static boolean isChecked(OutputVerdict verdict) {
        return verdict == OutputVerdict.PASSED || verdict == OutputVerdict.FAILED;
    }

    private static double seconds(Duration took) {
        return Math.log((took.compareTo(SHORTEST) < 0 ? SHORTEST : took).toNanos() / NANOS_A_SECOND);
    }
}
