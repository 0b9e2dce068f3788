package dev.portcullis.usage;

import dev.portcullis.pipeline.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Registers what {@link Metric} declares. */
record Meters(MeterRegistry registry) {

    /** Upper bounds of the duration histograms, from a cache's answer to a long reasoning model's. */
    private static final Duration[] BUCKETS = {millis(1), millis(2), millis(5), millis(10), millis(25), millis(50), millis(100),
        millis(250), millis(500), millis(1_000), millis(2_500), millis(5_000), millis(10_000), millis(30_000), millis(60_000),
        millis(300_000)};

    /** @param values of the metric's labels, in their order */
    Counter counter(Metric metric, String... values) {
        return Counter.builder(metric.meterName()).description(metric.meaning()).tags(tags(metric, values)).register(registry);
    }

    /** @param values of the metric's labels, in their order */
    Timer timer(Metric metric, String... values) {
        return Timer.builder(metric.meterName()).description(metric.meaning()).tags(tags(metric, values))
                .serviceLevelObjectives(BUCKETS).register(registry);
    }

    void gauge(Metric metric, AtomicInteger value) {
        Gauge.builder(metric.meterName(), value, AtomicInteger::get).description(metric.meaning()).register(registry);
    }

    /** As a label's value. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static List<Tag> tags(Metric metric, String... values) {
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            tags.add(Tag.of(metric.labels().get(i), values[i]));
        }
        return tags;
    }

    private static Duration millis(long milliseconds) {
        return Duration.ofMillis(milliseconds);
    }
}
