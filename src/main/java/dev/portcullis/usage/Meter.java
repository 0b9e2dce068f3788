package dev.portcullis.usage;

import dev.portcullis.config.price.Price;
import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Attempt;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Identity;
import dev.portcullis.pipeline.Inbound;
import dev.portcullis.pipeline.Metric;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Refusal;
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
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts calls, and when one is over what it took and cost. The metrics themselves are declared in {@link Metric}. */
@Singleton
public final class Meter implements Stage<Inbound, Inbound> {

    /** Upper bounds of the duration histograms, from a cache's answer to a long reasoning model's. */
    private static final Duration[] BUCKETS = {millis(1), millis(2), millis(5), millis(10), millis(25), millis(50), millis(100),
        millis(250), millis(500), millis(1_000), millis(2_500), millis(5_000), millis(10_000), millis(30_000), millis(60_000),
        millis(300_000)};
    private static final String NONE = "none";
    private static final double DOLLARS_PER_NANO = 1e-9;

    /** Looking a meter up in the registry costs more than everything else here, so those of a kind of call are kept together. */
    private record CallKind(Endpoint endpoint, String model, int status, Outcome.Ending ending) {
    }

    private record CallMeters(Counter requests, Timer duration) {
    }

    private record CostKind(String tenant, String model) {
    }

    private record AttemptKind(Target target, Attempt.Result result) {
    }

    private record TokenMeters(Counter input, Counter cachedInput, Counter output, Counter reasoning) {

        void add(Usage usage) {
            input.increment(usage.input());
            cachedInput.increment(usage.cachedInput());
            output.increment(usage.output());
            reasoning.increment(usage.reasoning());
        }
    }

    private final MeterRegistry registry;
    private final Prices prices;
    private final Map<CallKind, CallMeters> calls = new ConcurrentHashMap<>();
    private final Map<AttemptKind, Timer> attempts = new ConcurrentHashMap<>();
    private final Map<Target, Counter> retries = new ConcurrentHashMap<>();
    private final Map<String, Timer> firstTokens = new ConcurrentHashMap<>();
    private final Map<String, TokenMeters> tokens = new ConcurrentHashMap<>();
    private final Map<CostKind, Counter> costs = new ConcurrentHashMap<>();
    private final Map<String, Counter> unpriced = new ConcurrentHashMap<>();
    private final AtomicInteger openCalls = new AtomicInteger();
    private final AtomicInteger openStreams = new AtomicInteger();

    public Meter(MeterRegistry registry, Prices prices) {
        this.registry = registry;
        this.prices = prices;
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
            if (reply instanceof Refusal refusal && refusal.plain() instanceof Refusal.CallerLeft left) {
                // The call is over already; what its provider was doing when the caller left is only known now.
                attempts(left.origin());
            } else if (reply instanceof Answer answer && answer.body() instanceof Body.Stream) {
                openStreams.incrementAndGet();
                inbound.over().thenRun(openStreams::decrementAndGet);
            }
        });
    }

    private void record(Inbound inbound, Outcome outcome) {
        Origin origin = outcome.reply().map(Reply::origin).orElse(Origin.GATEWAY);
        String model = origin.target().map(Target::model).orElse(NONE);
        CallMeters meters = calls.computeIfAbsent(new CallKind(inbound.endpoint(), model, outcome.status(), outcome.ending()), this::meters);
        meters.requests.increment();
        meters.duration.record(outcome.took());
        if (outcome.reply().orElse(null) instanceof Answer answer && answer.body() instanceof Body.Stream) {
            outcome.firstByte().ifPresent(first -> firstTokens.computeIfAbsent(model, name -> timer(Metric.FIRST_TOKEN, name)).record(first));
        }
        attempts(origin);
        if (!outcome.usage().equals(Usage.UNKNOWN)) {
            tokens.computeIfAbsent(model, this::tokenMeters).add(outcome.usage());
            origin.target().ifPresent(target -> cost(inbound.caller(), target, outcome.usage()));
        }
    }

    private void cost(Identity caller, Target target, Usage usage) {
        Optional<Price> price = prices.of(target);
        if (price.isEmpty()) {
            unpriced.computeIfAbsent(target.model(), name -> counter(Metric.UNPRICED_CALLS, name)).increment();
            return;
        }
        String tenant = caller instanceof Identity.Member member ? member.tenant().name() : NONE;
        costs.computeIfAbsent(new CostKind(tenant, target.model()), kind -> counter(Metric.COST, kind.tenant, kind.model))
                .increment(price.get().costOf(usage).nanos() * DOLLARS_PER_NANO);
    }

    private void attempts(Origin origin) {
        for (int i = 0; i < origin.attempts().size(); i++) {
            Attempt attempt = origin.attempts().get(i);
            attempts.computeIfAbsent(new AttemptKind(attempt.target(), attempt.result()),
                    kind -> timer(Metric.UPSTREAM_DURATION, kind.target.id(), word(kind.result))).record(attempt.took());
            if (i > 0) {
                retries.computeIfAbsent(attempt.target(), target -> counter(Metric.RETRIES, target.id())).increment();
            }
        }
    }

    private CallMeters meters(CallKind kind) {
        String endpoint = word(kind.endpoint);
        return new CallMeters(counter(Metric.REQUESTS, endpoint, kind.model, Integer.toString(kind.status), word(kind.ending)),
                timer(Metric.DURATION, endpoint, kind.model));
    }

    private TokenMeters tokenMeters(String model) {
        return new TokenMeters(counter(Metric.TOKENS, model, "input"), counter(Metric.TOKENS, model, "cached_input"),
                counter(Metric.TOKENS, model, "output"), counter(Metric.TOKENS, model, "reasoning"));
    }

    private Counter counter(Metric metric, String... values) {
        return Counter.builder(metric.meterName()).description(metric.meaning()).tags(tags(metric, values)).register(registry);
    }

    private Timer timer(Metric metric, String... values) {
        return Timer.builder(metric.meterName()).description(metric.meaning()).tags(tags(metric, values))
                .serviceLevelObjectives(BUCKETS).register(registry);
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
