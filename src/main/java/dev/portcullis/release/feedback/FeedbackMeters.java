package dev.portcullis.release.feedback;

import dev.portcullis.pipeline.Metric;
import dev.portcullis.release.quality.Action;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** Counts what is written, and what could not be. */
final class FeedbackMeters {

    private final Map<Action, Counter> actions = new EnumMap<>(Action.class);
    private final Counter ratings;
    private final Counter comments;
    private final Counter lost;

    FeedbackMeters(MeterRegistry registry) {
        for (Action action : Action.values()) {
            actions.put(action, kind(registry, action.word()));
        }
        ratings = kind(registry, "rating");
        comments = kind(registry, "comment");
        lost = Counter.builder(Metric.FEEDBACK_LOST.meterName()).description(Metric.FEEDBACK_LOST.meaning()).register(registry);
    }

    private static Counter kind(MeterRegistry registry, String kind) {
        return Counter.builder(Metric.FEEDBACK.meterName()).description(Metric.FEEDBACK.meaning()).tag("kind", kind).register(registry);
    }

    void count(Remark remark) {
        remark.signals().actions().forEach(action -> actions.get(action).increment());
        if (remark.signals().rating().isPresent()) {
            ratings.increment();
        }
        remark.comments().ifPresent(said -> comments.increment());
    }

    void lost(long signals) {
        lost.increment(signals);
    }
}
