package dev.portcullis.release.shadow.call;

import dev.portcullis.pipeline.Metric;
import dev.portcullis.release.shadow.run.Settled;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** Counts what becomes of calls that shadows make. */
public final class ShadowMeters {

    private final MeterRegistry registry;
    private final Map<Settled.Result, Counter> results = new EnumMap<>(Settled.Result.class);
    private final Map<Dropped, Counter> dropped = new EnumMap<>(Dropped.class);
    private final Map<Unread, Counter> unread = new EnumMap<>(Unread.class);

    public ShadowMeters(MeterRegistry registry) {
        this.registry = registry;
        for (Settled.Result result : Settled.Result.values()) {
            results.put(result, counter(Metric.SHADOW_CALLS, result.word()));
        }
        for (Unread why : Unread.values()) {
            unread.put(why, counter(Metric.SHADOW_UNREAD, why.word()));
        }
        for (Dropped why : Dropped.values()) {
            dropped.put(why, counter(Metric.SHADOW_DROPPED, why.word()));
        }
    }

    void came(Settled.Result result) {
        results.get(result).increment();
    }

    void dropped(Dropped why) {
        dropped.get(why).increment();
    }

    void unread(Unread why) {
        unread.get(why).increment();
    }

    void underWay(Supplier<Number> now) {
        Gauge.builder(Metric.SHADOW_UNDER_WAY.meterName(), now).description(Metric.SHADOW_UNDER_WAY.meaning()).register(registry);
    }

    private Counter counter(Metric metric, String label) {
        return Counter.builder(metric.meterName()).description(metric.meaning()).tag(metric.labels().getFirst(), label).register(registry);
    }
}
