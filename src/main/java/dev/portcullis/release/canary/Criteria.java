package dev.portcullis.release.canary;

import java.util.OptionalDouble;

/**
 * What an operator demands of the canary itself, whatever the control is like.
 *
 * @param errorRate    the highest share of calls that fail, from 0 to 1
 * @param responseTime the longest typical response time in seconds: the geometric mean, which is near the median and which a few very slow
 *                     answers do not move
 * @param qualityScore the lowest mean quality, from 0 to 1
 */
public record Criteria(OptionalDouble errorRate, OptionalDouble responseTime, OptionalDouble qualityScore) {

    public static final Criteria NONE = new Criteria(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());

    int count() {
        return (errorRate.isPresent() ? 1 : 0) + (responseTime.isPresent() ? 1 : 0) + (qualityScore.isPresent() ? 1 : 0);
    }

    /** In the measure's own unit. */
    OptionalDouble of(Measure measure) {
        return switch (measure) {
            case ERROR_RATE -> errorRate;
            case LATENCY -> responseTime.isPresent() ? OptionalDouble.of(Math.log(responseTime.getAsDouble())) : responseTime;
            case QUALITY -> qualityScore;
            case TIME_TO_FIRST_TOKEN, COST, OUTPUT_FAILURES, GUARD_BLOCKS -> OptionalDouble.empty();
        };
    }
}
