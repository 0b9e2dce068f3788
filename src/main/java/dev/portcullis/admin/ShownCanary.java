package dev.portcullis.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.release.Subject;
import dev.portcullis.release.canary.Measure;
import dev.portcullis.release.canary.run.Canaries;
import dev.portcullis.release.canary.run.Canary;
import dev.portcullis.release.canary.run.MeasureWords;
import dev.portcullis.release.canary.run.PlanJson;
import dev.portcullis.release.observe.Side;
import dev.portcullis.release.statistics.Comparison;
import dev.portcullis.release.statistics.ConfidenceSequence;
import dev.portcullis.release.statistics.Estimate;
import dev.portcullis.release.statistics.Interval;
import dev.portcullis.release.statistics.Moments;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A canary as it is now, or was when it ended.
 *
 * @param prompt    of which {@code version} is tried; left out of a model's
 * @param model     of which the target {@code green} is tried; left out of a prompt's
 * @param release   what its calls are counted under; another one for each run
 * @param blue      what all others get, or got
 * @param state     running, paused, promoted, rolled_back or stopped
 * @param step      from 1
 * @param share     of a hundred callers, while it has not ended
 * @param dueAt     when it is looked at next
 * @param verdict   the last one: wait, promote, roll_back or inconclusive, or what somebody did: start, resume, stop
 */
public record ShownCanary(@JsonInclude(JsonInclude.Include.NON_NULL) String prompt, @JsonInclude(JsonInclude.Include.NON_NULL) String model,
        String release, String blue, @JsonInclude(JsonInclude.Include.NON_NULL) String version,
        @JsonInclude(JsonInclude.Include.NON_NULL) String green, String state, int step, int steps, int share,
        @JsonProperty("started_at") Instant startedAt, @JsonProperty("started_by") String startedBy,
        @JsonProperty("step_since") Instant stepSince, @JsonProperty("due_at") Instant dueAt, @JsonProperty("ended_at") Instant endedAt,
        String verdict, String reason, @JsonProperty("decided_at") Instant decidedAt, ShownSide canary, ShownSide control,
        @Schema(implementation = Object.class) JsonNode plan, ShownForecast forecast) {

    private static final double ALPHA = 0.05;

    /**
     * What calls of one side have told.
     *
     * @param requests     calls by which it is judged
     * @param cached       calls that were answered by what was known already
     * @param contaminated calls that another model answered in place of the side's own
     * @param refused      calls whose request was no good, as the provider or the gateway says
     * @param leftOut      calls that nobody can blame on it
     * @param beyond       calls of more callers than are counted
     */
    public record ShownSide(long requests, long cached, long contaminated, long refused, @JsonProperty("left_out") long leftOut, long beyond,
            Map<String, ShownMeasure> measures) {

        static ShownSide of(Side side) {
            Map<String, ShownMeasure> measures = new LinkedHashMap<>();
            for (Measure measure : Measure.values()) {
                if (side.sample().of(measure).units() > 0) {
                    measures.put(MeasureWords.word(measure), ShownMeasure.of(measure, side.sample().of(measure)));
                }
            }
            return new ShownSide(side.sample().requests(), side.cached(), side.contaminated(), side.refused(), side.leftOut(), side.beyond(), measures);
        }
    }

    /**
     * One measure, in seconds, US dollars, or as a part of 1.
     *
     * @param requests that told something of it
     * @param callers  who made them
     * @param value    the mean; of times the geometric one
     * @param low      the lower bound of an interval that holds the truth in 95 of 100 canaries, however often one looks; null for none
     * @param high     the upper one
     */
    public record ShownMeasure(long requests, long callers, double value, Double low, Double high) {

        static ShownMeasure of(Measure measure, Moments sums) {
            Estimate estimate = isShare(measure) ? sums.ratioOfShares() : sums.ratio();
            Interval interval = ConfidenceSequence.twoSided(ALPHA, Comparison.TIGHTEST).interval(estimate);
            return new ShownMeasure(Math.round(sums.n()), sums.units(), MeasureWords.shown(measure, estimate.value()),
                    bound(measure, interval.lower()), bound(measure, interval.upper()));
        }

        private static Double bound(Measure measure, double bound) {
            double within = isShare(measure) ? Math.clamp(bound, 0, 1) : bound;
            double shown = MeasureWords.shown(measure, within);
            return Double.isFinite(within) && Double.isFinite(shown) ? (Double) shown : null;
        }

        private static boolean isShare(Measure measure) {
            return switch (measure) {
                case ERROR_RATE, OUTPUT_FAILURES, GUARD_BLOCKS, QUALITY -> true;
                case LATENCY, TIME_TO_FIRST_TOKEN, COST -> false;
            };
        }
    }

    static ShownCanary of(Canaries.Shown shown, ShownForecast forecast) {
        Canary canary = shown.canary();
        var decided = canary.decided();
        String name = canary.subject().name();
        boolean prompt = canary.subject().kind() == Subject.Kind.PROMPT;
        return new ShownCanary(prompt ? name : null, prompt ? null : name, canary.release(), canary.blue(), prompt ? canary.version() : null,
                prompt ? null : canary.version(), canary.state().word(), canary.step() + 1,
                canary.plan().shares().size(), canary.isOver() ? 0 : canary.share(), canary.startedAt(), canary.startedBy(), canary.stepSince(),
                canary.state() == Canary.State.RUNNING ? canary.dueAt() : null, canary.endedAt().orElse(null),
                decided.map(Canary.Decided::verdict).orElse(null), decided.map(Canary.Decided::reason).orElse(null),
                decided.map(Canary.Decided::at).orElse(null), ShownSide.of(shown.told().canary()), ShownSide.of(shown.told().control()),
                PlanJson.of(canary.plan()), forecast);
    }
}
