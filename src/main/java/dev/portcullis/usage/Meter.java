package dev.portcullis.usage;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Attempt;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Inbound;
import dev.portcullis.pipeline.Metric;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.Stage;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Usage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts calls, and when one is over what it took. The metrics themselves are declared in {@link Metric}. */
@Singleton
public final class Meter implements Stage<Inbound, Inbound> {

    /** Upper bounds of the duration histograms, from a cache's answer to a long reasoning model's. */
    private static final Duration[] BUCKETS = {millis(1), millis(2), millis(5), millis(10), millis(25), millis(50), millis(100),
        millis(250), millis(500), millis(1_000), millis(2_500), millis(5_000), millis(10_000), millis(30_000), millis(60_000),
        millis(300_000)};
    private static final String NONE = "none";

    /** Looking a meter up in the registry costs more than everything else here, so each is kept under its labels. */
    private record Key(Metric metric, List<String> values) {
    }

    private final MeterRegistry registry;
    private final Map<Key, Counter> counters = new ConcurrentHashMap<>();
    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();
    private final AtomicInteger openCalls = new AtomicInteger();
    private final AtomicInteger openStreams = new AtomicInteger();

    public Meter(MeterRegistry registry) {
        this.registry = registry;
        gauge(Metric.OPEN_CALLS, openCalls);
        gauge(Metric.OPEN_STREAMS, openStreams);
    }

    @Override
    public Uni<Reply> handle(Inbound inbound, Responder<Inbound> next) {
        openCalls.incrementAndGet();
        inbound.over().thenAccept(outcome -> {
            openCalls.decrementAndGet();
            record(inbound, outcome);
        });
        return next.respond(inbound).invoke(reply -> {
            if (reply instanceof Answer answer && answer.body() instanceof Body.Stream) {
                openStreams.incrementAndGet();
                inbound.over().thenRun(openStreams::decrementAndGet);
            }
        });
    }

    private void record(Inbound inbound, Outcome outcome) {
        Origin origin = outcome.reply().map(Reply::origin).orElse(Origin.GATEWAY);
        String model = origin.target().map(Target::model).orElse(NONE);
        String endpoint = word(inbound.endpoint());
        counter(Metric.REQUESTS, endpoint, model, Integer.toString(outcome.status()), word(outcome.ending())).increment();
        timer(Metric.DURATION, endpoint, model).record(outcome.took());
        if (outcome.reply().orElse(null) instanceof Answer answer && answer.body() instanceof Body.Stream) {
            outcome.firstByte().ifPresent(first -> timer(Metric.FIRST_TOKEN, model).record(first));
        }
        boolean retry = false;
        for (Attempt attempt : origin.attempts()) {
            timer(Metric.UPSTREAM_DURATION, attempt.target().id(), word(attempt.result())).record(attempt.took());
            if (retry) {
                counter(Metric.RETRIES, attempt.target().id()).increment();
            }
            retry = true;
        }
        if (!outcome.usage().equals(Usage.UNKNOWN)) {
            tokens(model, outcome.usage());
        }
    }

    private void tokens(String model, Usage usage) {
        counter(Metric.TOKENS, model, "input").increment(usage.input());
        counter(Metric.TOKENS, model, "cached_input").increment(usage.cachedInput());
        counter(Metric.TOKENS, model, "output").increment(usage.output());
        counter(Metric.TOKENS, model, "reasoning").increment(usage.reasoning());
    }

    private Counter counter(Metric metric, String... values) {
        return counters.computeIfAbsent(new Key(metric, List.of(values)), key -> Counter.builder(metric.meterName())
                .description(metric.meaning()).tags(tags(metric, values)).register(registry));
    }

    private Timer timer(Metric metric, String... values) {
        return timers.computeIfAbsent(new Key(metric, List.of(values)), key -> Timer.builder(metric.meterName())
                .description(metric.meaning()).tags(tags(metric, values)).serviceLevelObjectives(BUCKETS).register(registry));
    }

    private void gauge(Metric metric, AtomicInteger value) {
        Gauge.builder(metric.meterName(), value, AtomicInteger::get).description(metric.meaning()).register(registry);
    }

    private static List<Tag> tags(Metric metric, String... values) {
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            tags.add(Tag.of(metric.labels().get(i), values[i]));
        }
        return tags;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Duration millis(long milliseconds) {
        return Duration.ofMillis(milliseconds);
    }
}
