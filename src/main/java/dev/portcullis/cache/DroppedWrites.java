package dev.portcullis.cache;

import dev.portcullis.pipeline.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts answers that a store did not take, by why. */
final class DroppedWrites {

    private DroppedWrites() {
    }

    static Counter tooLarge(MeterRegistry meters, String store) {
        return counter(meters, store, "size");
    }

    static Counter counter(MeterRegistry meters, String store, String reason) {
        return Counter.builder(Metric.CACHE_DROPPED_WRITES.meterName()).description(Metric.CACHE_DROPPED_WRITES.meaning())
                .tag("store", store).tag("reason", reason).register(meters);
    }
}
