package dev.portcullis.guard;

import dev.portcullis.config.guard.Direction;
import dev.portcullis.pipeline.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what guards find, and how long they look. Never says what stood there, nor whose it was. */
public final class GuardMeters {

    /** Upper bounds of the histogram, in microseconds: from a short prompt to a megabyte. */
    private static final long[] BUCKETS = {50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000};

    private record Series(Found.Kind kind, Direction direction) {
    }

    private final MeterRegistry registry;
    private final Map<Series, Counter> findings = new ConcurrentHashMap<>();
    private final Map<Direction, Timer> durations = new EnumMap<>(Direction.class);
    private final AtomicInteger held = new AtomicInteger();
    private final Counter known;
    private final Counter fresh;

    public GuardMeters(MeterRegistry registry) {
        this.registry = registry;
        for (Direction direction : Direction.values()) {
            durations.put(direction, duration(direction));
        }
        known = texts("known");
        fresh = texts("new");
        Gauge.builder(Metric.GUARD_HELD.meterName(), held, AtomicInteger::get).description(Metric.GUARD_HELD.meaning()).register(registry);
    }

    /** Once for each request, and for each answer when all of it has been looked at. @param nanos that it took */
    void looked(Direction direction, Found found, long nanos) {
        durations.get(direction).record(nanos, TimeUnit.NANOSECONDS);
        found.counts().forEach((kind, count) -> findings.computeIfAbsent(new Series(kind, direction), this::counter).increment(count));
    }

    /** At one text of a request. @param wasKnown whether it was remembered what is in it */
    void looked(boolean wasKnown) {
        (wasKnown ? known : fresh).increment();
    }

    /** @param more characters that a stream holds beside those before; negative for fewer */
    void holds(int more) {
        held.addAndGet(more);
    }

    private Timer duration(Direction direction) {
        Duration[] bounds = new Duration[BUCKETS.length];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = Duration.of(BUCKETS[i], java.time.temporal.ChronoUnit.MICROS);
        }
        return Timer.builder(Metric.GUARD_DURATION.meterName()).description(Metric.GUARD_DURATION.meaning()).tag("direction", direction.yamlName())
                .serviceLevelObjectives(bounds).register(registry);
    }

    private Counter texts(String seen) {
        return Counter.builder(Metric.GUARD_TEXTS.meterName()).description(Metric.GUARD_TEXTS.meaning()).tag("seen", seen).register(registry);
    }

    private Counter counter(Series series) {
        return Counter.builder(Metric.GUARD_FINDINGS.meterName()).description(Metric.GUARD_FINDINGS.meaning())
                .tag("guard", series.kind.guard()).tag("direction", series.direction.yamlName()).tag("action", series.kind.action()).register(registry);
    }
}
