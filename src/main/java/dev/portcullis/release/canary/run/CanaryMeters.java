package dev.portcullis.release.canary.run;

import dev.portcullis.pipeline.Metric;
import dev.portcullis.release.Subject;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What there is of canaries, and what is decided of them. Prompts and models are named only while their canaries have not ended. */
final class CanaryMeters {

    private final MeterRegistry registry;
    private final MultiGauge shares;
    private final MultiGauge states;

    CanaryMeters(MeterRegistry registry) {
        this.registry = registry;
        shares = gauge(Metric.CANARY_SHARE);
        states = gauge(Metric.CANARY_STATE);
        for (String word : List.of("promote", "roll_back", Decision.WAIT, Decision.INCONCLUSIVE)) {
            decisions(word);
        }
    }

    void open(List<Canary> canaries) {
        shares.register(rows(canaries, Canary::share), true);
        states.register(rows(canaries, canary -> canary.state() == Canary.State.PAUSED ? 2 : 1), true);
    }

    void decided(Decision decision) {
        decisions(decision.word()).increment();
    }

    private Counter decisions(String verdict) {
        return Counter.builder(Metric.CANARY_DECISIONS.meterName()).description(Metric.CANARY_DECISIONS.meaning())
                .tag(Metric.CANARY_DECISIONS.labels().getFirst(), verdict).register(registry);
    }

    private MultiGauge gauge(Metric metric) {
        return MultiGauge.builder(metric.meterName()).description(metric.meaning()).register(registry);
    }

    private static List<MultiGauge.Row<?>> rows(List<Canary> canaries, ToDoubleFunction<Canary> value) {
        return canaries.stream().<MultiGauge.Row<?>>map(canary -> MultiGauge.Row.of(tags(canary.subject()), value.applyAsDouble(canary))).toList();
    }

    /** All rows of a metric have the same labels; to Prometheus one that is empty is as if it were not there. */
    private static Tags tags(Subject subject) {
        return switch (subject.kind()) {
            case PROMPT -> Tags.of("prompt", subject.name(), "model", "");
            case MODEL -> Tags.of("prompt", "", "model", subject.name());
        };
    }
}
