package dev.portcullis.release.experiment.run;

import dev.portcullis.pipeline.Metric;
import dev.portcullis.release.experiment.Experiment;
import dev.portcullis.release.experiment.Judgement;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What there is of experiments, as this replica saw it when it last looked. */
final class ExperimentMeters {

    private final MultiGauge users;
    private final MultiGauge mismatches;
    private final Counter stopped;

    ExperimentMeters(MeterRegistry registry) {
        users = gauge(registry, Metric.EXPERIMENT_USERS);
        mismatches = gauge(registry, Metric.EXPERIMENT_MISMATCH);
        stopped = Counter.builder(Metric.EXPERIMENTS_STOPPED.meterName()).description(Metric.EXPERIMENTS_STOPPED.meaning()).register(registry);
    }

    void seen(Map<Experiment, Judgement> running) {
        List<MultiGauge.Row<?>> all = new ArrayList<>();
        List<MultiGauge.Row<?>> alarms = new ArrayList<>();
        running.forEach((experiment, judgement) -> {
            Tags name = Tags.of("experiment", experiment.plan().name());
            judgement.arms().forEach(arm -> all.add(MultiGauge.Row.of(name.and("variant", arm.name()), arm.told().users())));
            alarms.add(MultiGauge.Row.of(name, judgement.mismatch() ? 1 : 0));
        });
        users.register(all, true);
        mismatches.register(alarms, true);
    }

    void stopped() {
        stopped.increment();
    }

    private static MultiGauge gauge(MeterRegistry registry, Metric metric) {
        return MultiGauge.builder(metric.meterName()).description(metric.meaning()).register(registry);
    }
}
