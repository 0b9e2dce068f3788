package dev.portcullis.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.release.shadow.Measure;
import dev.portcullis.release.shadow.Sums;
import dev.portcullis.release.shadow.run.Known;
import dev.portcullis.release.shadow.run.PlanJson;
import dev.portcullis.release.statistics.Interval;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A shadow as it is now, or was when it ended.
 *
 * @param state    running, stopped, spent or over
 * @param spent    US dollars, of calls that are over
 * @param reserved US dollars, for calls under way
 * @param calls    that were let through
 * @param isShort  whether a call came for which even all that is not spent is too little
 * @param results  how many came to what: answered, failed, late, refused, blocked
 */
public record ShownShadow(String name, String state, String reason, @JsonProperty("started_at") Instant startedAt,
        @JsonProperty("started_by") String startedBy, @JsonProperty("ended_at") Instant endedAt, BigDecimal spent, BigDecimal reserved, long calls,
        @JsonProperty("short") boolean isShort, Map<String, Long> results, Map<String, ShownMeasure> measures,
        @Schema(implementation = Object.class) JsonNode plan) {

    /**
     * One measure, in seconds, tokens, US dollars, or as a part of 1.
     *
     * @param pairs      of answers that tell something of it
     * @param caller     the mean of what callers got; of latency the geometric one. Null where the measure is one of both answers together
     * @param candidate  the mean of the candidate's, or of both answers together
     * @param difference the mean of what the candidate has more, request by request; of latency as a part of the caller's. Null as {@code caller}
     * @param low        the lower bound of an interval that holds the truth in 95 of 100 shadows, however often one looks: of the difference, or
     *                   of the one value that there is; null for none
     * @param high       the upper one
     */
    public record ShownMeasure(long pairs, Double caller, double candidate, Double difference, Double low, Double high) {

        static ShownMeasure of(Measure measure, Sums sums) {
            Interval interval = sums.interval(measure);
            if (!measure.isOfEachSide()) {
                return new ShownMeasure(sums.pairs(), null, sums.candidateMean(), null, shown(Math.max(0, interval.lower())),
                        shown(Math.min(1, interval.upper())));
            }
            boolean logarithms = measure == Measure.LATENCY;
            return new ShownMeasure(sums.pairs(), logarithms ? Math.exp(sums.callerMean()) : sums.callerMean(),
                    logarithms ? Math.exp(sums.candidateMean()) : sums.candidateMean(), difference(logarithms, sums.difference()),
                    difference(logarithms, interval.lower()), difference(logarithms, interval.upper()));
        }

        private static Double difference(boolean logarithm, double difference) {
            return Double.isInfinite(difference) ? null : shown(logarithm ? Math.expm1(difference) : difference);
        }

        private static Double shown(double bound) {
            return Double.isFinite(bound) ? (Double) bound : null;
        }
    }

    static ShownShadow of(Known known) {
        Map<String, ShownMeasure> measures = new LinkedHashMap<>();
        known.told().forEach((measure, sums) -> measures.put(measure.word(), ShownMeasure.of(measure, sums)));
        return new ShownShadow(known.shadow().subject().name(), known.state().word(), known.reason(), known.startedAt(), known.startedBy(),
                known.endedAt().orElse(null), Money.json(known.spent()), Money.json(known.reserved()), known.calls(), known.isShort(),
                known.results(), measures, PlanJson.of(known.shadow()));
    }
}
