package dev.portcullis.cache.similar;

import dev.portcullis.pipeline.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what became of questions that were to be embedded. */
final class Embeddings {

    final Counter made;
    final Counter unsuitable;
    final Counter busy;
    final Counter late;
    final Counter failed;

    Embeddings(MeterRegistry meters) {
        made = counter(meters, "made");
        unsuitable = counter(meters, "unsuitable");
        busy = counter(meters, "busy");
        late = counter(meters, "late");
        failed = counter(meters, "failed");
    }

    private static Counter counter(MeterRegistry meters, String result) {
        return Counter.builder(Metric.CACHE_EMBEDDINGS.meterName()).description(Metric.CACHE_EMBEDDINGS.meaning()).tag("result", result).register(meters);
    }
}
