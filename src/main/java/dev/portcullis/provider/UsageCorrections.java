package dev.portcullis.provider;

import dev.portcullis.pipeline.Metric;
import dev.portcullis.pipeline.Target;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** Counts the calls whose provider said nonsense of their tokens, and logs it: at most once a second for each target. */
final class UsageCorrections {

    private static final Logger LOG = Logger.getLogger(UsageCorrections.class);
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** @param logged when the last line was written */
    private record Of(Counter calls, AtomicLong logged) {
    }

    private final MeterRegistry meters;
    private final LongSupplier nanoTime;
    private final Map<Target, Of> byTarget = new ConcurrentHashMap<>();

    UsageCorrections(MeterRegistry meters, LongSupplier nanoTime) {
        this.meters = meters;
        this.nanoTime = nanoTime;
    }

    /** Once a call. @param nonsense what made no sense; holds no content */
    void add(Target target, String nonsense) {
        long now = nanoTime.getAsLong();
        Of known = byTarget.computeIfAbsent(target, unseen -> new Of(counter(unseen), new AtomicLong(now - QUIET_NANOS)));
        known.calls.increment();
        long last = known.logged.get();
        if (now - last >= QUIET_NANOS && known.logged.compareAndSet(last, now)) {
            LOG.warnf("the usage that %s reported makes no sense: %s; it was put right", target.id(), nonsense);
        }
    }

    private Counter counter(Target target) {
        return Counter.builder(Metric.USAGE_CORRECTIONS.meterName()).description(Metric.USAGE_CORRECTIONS.meaning())
                .tag("model", target.model()).register(meters);
    }
}
