package dev.portcullis.admin;

import dev.portcullis.pipeline.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Requests that were refused because of who asked: all of them are counted, and the log has a line of them at most once a minute. So
 * somebody who guesses keys is noticed, and floods nothing.
 */
@Singleton
final class TurnedAway {

    static final Duration A_LINE_EVERY = Duration.ofMinutes(1);

    private static final Logger LOG = Logger.getLogger(TurnedAway.class);

    private final MeterRegistry meters;
    private final LongSupplier nanoseconds;
    private final Map<Integer, Long> sinceTheLast = new TreeMap<>(); // guarded by this
    private Optional<Long> lastAt = Optional.empty(); // guarded by this

    @Inject
    TurnedAway(MeterRegistry meters) {
        this(meters, System::nanoTime);
    }

    /** @param nanoseconds {@code System::nanoTime} */
    TurnedAway(MeterRegistry meters, LongSupplier nanoseconds) {
        this.meters = meters;
        this.nanoseconds = nanoseconds;
    }

    /** @param status of any answer. @param from the address on the other end of the connection */
    void answered(int status, String from) {
        if (status == 401 || status == 403) {
            Counter.builder(Metric.ADMIN_REFUSALS.meterName()).description(Metric.ADMIN_REFUSALS.meaning())
                    .tag(Metric.ADMIN_REFUSALS.labels().getFirst(), Integer.toString(status)).register(meters).increment();
            line(status, from).ifPresent(LOG::warn);
        }
    }

    /** @return what to log, if it is time */
    synchronized Optional<String> line(int status, String from) {
        sinceTheLast.merge(status, 1L, Long::sum);
        long now = nanoseconds.getAsLong();
        if (lastAt.filter(at -> now - at < A_LINE_EVERY.toNanos()).isPresent()) {
            return Optional.empty();
        }
        lastAt = Optional.of(now);
        String counts = sinceTheLast.entrySet().stream().map(one -> one.getValue() + " with " + one.getKey()).collect(Collectors.joining(", "));
        sinceTheLast.clear();
        return Optional.of("requests to the control plane were refused because of who asked: " + counts + " since the last such line; the latest from " + from);
    }
}
