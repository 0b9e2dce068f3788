package dev.portcullis.release.canary.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.release.canary.Guardrail;
import dev.portcullis.release.canary.Measure;
import java.time.Duration;

/** A plan as it is kept and shown: all that {@link PlanReader} reads, also what was left out. */
public final class PlanJson {

    /** Of margins: what a logarithm and back again leave of them. */
    private static final double PLACES = 1e6;

    private PlanJson() {
    }

    /** @return empty of one that this gateway could not read */
    public static ObjectNode of(Plan plan) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (!plan.isRead()) {
            return json;
        }
        json.put("start", plan.shares().getFirst());
        ArrayNode shares = json.putArray("step");
        plan.shares().forEach(shares::add);
        json.put("interval", word(plan.interval())).put("min_requests", plan.rules().minimumRequests())
                .put("max_duration", word(plan.rules().maximumTime()));
        ObjectNode criteria = json.putObject("criteria");
        plan.rules().criteria().errorRate().ifPresent(most -> criteria.put("error_rate", most));
        plan.rules().criteria().responseTime().ifPresent(most -> criteria.put("response_time", most));
        plan.rules().criteria().qualityScore().ifPresent(least -> criteria.put("quality_score", least));
        ObjectNode guardrails = json.putObject("guardrails");
        for (Measure measure : Measure.values()) {
            Guardrail guardrail = plan.rules().guardrails().get(measure);
            if (guardrail == null) {
                guardrails.put(MeasureWords.word(measure), "off");
            } else {
                Guardrail shown = MeasureWords.shown(measure, guardrail);
                guardrails.putObject(MeasureWords.word(measure)).put("margin", rounded(shown.margin())).put("tolerance", rounded(shown.tolerance()));
            }
        }
        return json;
    }

    /** In the largest unit that needs no fraction: {@code 90s}. */
    static String word(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1_000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1_000;
        if (seconds % 60 != 0 || seconds < 120) {
            return seconds + "s";
        }
        return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds / 60 + "m";
    }

    private static double rounded(double margin) {
        return Math.round(margin * PLACES) / PLACES;
    }
}
