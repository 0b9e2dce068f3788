package dev.portcullis.usage;

import dev.portcullis.config.price.Price;
import dev.portcullis.pipeline.Bill;
import dev.portcullis.pipeline.CacheUse;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Metric;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.Stage;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Usage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts tokens and dollars by what the ledger has too: the bill, also of callers who left before there was a reply. What an answer
 * would have cost that was known already is counted as saved.
 */
@Singleton
public final class MeterUsage implements Stage<Call, Call> {

    private static final double DOLLARS_PER_NANO = 1e-9;

    private record CostKind(String tenant, String model) {
    }

    private record UseKind(String tenant, CacheUse use) {
    }

    private record TokenMeters(Counter input, Counter cachedInput, Counter output, Counter reasoning) {

        void add(Usage usage) {
            input.increment(usage.input());
            cachedInput.increment(usage.cachedInput());
            output.increment(usage.output());
            reasoning.increment(usage.reasoning());
        }
    }

    private final Meters meters;
    private final Prices prices;
    private final Map<String, TokenMeters> tokens = new ConcurrentHashMap<>();
    private final Map<CostKind, Counter> costs = new ConcurrentHashMap<>();
    private final Map<CostKind, Counter> saved = new ConcurrentHashMap<>();
    private final Map<UseKind, Counter> uses = new ConcurrentHashMap<>();
    private final Map<String, Counter> unpriced = new ConcurrentHashMap<>();

    public MeterUsage(MeterRegistry registry, Prices prices) {
        this.meters = new Meters(registry);
        this.prices = prices;
    }

    @Override
    public Uni<Reply> handle(Call call, Responder<Call> next) {
        call.bill().thenAccept(bill -> record(call, bill));
        return next.respond(call);
    }

    private void record(Call call, Bill bill) {
        Optional<Target> target = bill.origin().target();
        uses.computeIfAbsent(new UseKind(call.tenant().name(), bill.origin().cache()),
                kind -> meters.counter(Metric.CACHE_USE, kind.tenant, kind.use.word())).increment();
        if (target.isEmpty() || bill.usage().equals(Usage.UNKNOWN)) {
            return;
        }
        if (bill.bought()) {
            tokens.computeIfAbsent(target.get().model(), this::tokenMeters).add(bill.usage());
            cost(call.tenant().name(), target.get(), bill);
        } else {
            saved.computeIfAbsent(new CostKind(call.tenant().name(), target.get().model()), kind -> meters.counter(Metric.CACHE_SAVED, kind.tenant, kind.model))
                    .increment(bill.saved().nanos() * DOLLARS_PER_NANO);
        }
    }

    private void cost(String tenant, Target target, Bill bill) {
        Optional<Price> price = prices.of(target);
        if (price.isEmpty()) {
            unpriced.computeIfAbsent(target.model(), name -> meters.counter(Metric.UNPRICED_CALLS, name)).increment();
            return;
        }
        costs.computeIfAbsent(new CostKind(tenant, target.model()), kind -> meters.counter(Metric.COST, kind.tenant, kind.model))
                .increment(bill.cost().nanos() * DOLLARS_PER_NANO);
    }

    private TokenMeters tokenMeters(String model) {
        return new TokenMeters(meters.counter(Metric.TOKENS, model, "input"), meters.counter(Metric.TOKENS, model, "cached_input"),
                meters.counter(Metric.TOKENS, model, "output"), meters.counter(Metric.TOKENS, model, "reasoning"));
    }
}
