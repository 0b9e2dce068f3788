package dev.portcullis.prompt.output;

import dev.portcullis.pipeline.Metric;
import dev.portcullis.pipeline.PromptUse;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what became of checked answers. */
public final class OutputMeters {

    /** Versions with their results that are counted by themselves; those that come first. */
    private static final int MOST_SERIES = 5_000;
    private static final String OTHERS = "others";

    private record Series(String prompt, String version, String result) {
    }

    private final MeterRegistry registry;
    private final Map<Series, Counter> counters = new ConcurrentHashMap<>();

    public OutputMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(PromptUse prompt, String result) {
        Series own = new Series(prompt.id(), prompt.version(), result);
        Series series = counters.containsKey(own) || counters.size() < MOST_SERIES ? own : new Series(OTHERS, OTHERS, result);
        counters.computeIfAbsent(series, this::counter).increment();
    }

    private Counter counter(Series series) {
        return Counter.builder(Metric.PROMPT_OUTPUT.meterName()).description(Metric.PROMPT_OUTPUT.meaning()).tag("prompt", series.prompt)
                .tag("version", series.version).tag("result", series.result).register(registry);
    }
}
