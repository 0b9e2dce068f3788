package dev.portcullis.usage;

import dev.portcullis.config.price.Price;
import dev.portcullis.pipeline.Bill;
import dev.portcullis.pipeline.CacheUse;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Metric;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.PromptUse;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.Stage;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Usage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
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
    private static final int FIRST_ERROR = 400;
    private static final int FIRST_OUR_ERROR = 500;
    /** Versions of prompts that are counted by themselves; those that are used first. */
    private static final int MOST_PROMPTS = 2_000;
    private static final PromptUse OTHERS = new PromptUse("others", "others", "", List.of());

    private record CostKind(String tenant, String model) {
    }

    private record PromptMeters(Counter ok, Counter refused, Counter abandoned, Counter error, TokenMeters tokens, Counter cost) {

        void add(Bill bill) {
            Outcome outcome = bill.outcome();
            Counter result = switch (outcome.ending()) {
                case COMPLETED -> outcome.status() < FIRST_ERROR ? ok : error;
                case REFUSED -> outcome.status() < FIRST_OUR_ERROR ? refused : error;
                case ABANDONED -> abandoned;
                case TRUNCATED, FAILED -> error;
            };
            result.increment();
            if (bill.bought() && !bill.usage().equals(Usage.UNKNOWN)) {
                tokens.add(bill.usage());
                cost.increment(bill.cost().nanos() * DOLLARS_PER_NANO);
            }
        }
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
    /** By address. */
    private final Map<String, PromptMeters> prompted = new ConcurrentHashMap<>();
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
        call.bill().thenAccept(bill -> {
            uses.computeIfAbsent(new UseKind(call.tenant().name(), bill.origin().cache()),
                    kind -> meters.counter(Metric.CACHE_USE, kind.tenant, kind.use.word())).increment();
            record(call, bill);
        });
        return next.respond(call);
    }

    /** The same for calls that the gateway makes by itself: who looks at how the cache is used looks at callers. */
    public Stage<Call, Call> ofOwnCalls() {
        return (call, next) -> {
            call.bill().thenAccept(bill -> record(call, bill));
            return next.respond(call);
        };
    }

    private void record(Call call, Bill bill) {
        Optional<Target> target = bill.origin().target();
        PromptUse prompt = call.prompt();
        if (!prompt.isNone()) {
            PromptUse named = prompted.size() < MOST_PROMPTS || prompted.containsKey(prompt.address()) ? prompt : OTHERS;
            prompted.computeIfAbsent(named.address(), address -> promptMeters(named)).add(bill);
        }
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

    private PromptMeters promptMeters(PromptUse prompt) {
        TokenMeters each = new TokenMeters(meters.counter(Metric.PROMPT_TOKENS, prompt.id(), prompt.version(), "input"),
                meters.counter(Metric.PROMPT_TOKENS, prompt.id(), prompt.version(), "cached_input"),
                meters.counter(Metric.PROMPT_TOKENS, prompt.id(), prompt.version(), "output"),
                meters.counter(Metric.PROMPT_TOKENS, prompt.id(), prompt.version(), "reasoning"));
        return new PromptMeters(calls(prompt, "ok"), calls(prompt, "refused"), calls(prompt, "abandoned"), calls(prompt, "error"), each,
                meters.counter(Metric.PROMPT_COST, prompt.id(), prompt.version()));
    }

    private Counter calls(PromptUse prompt, String result) {
        return meters.counter(Metric.PROMPT_CALLS, prompt.id(), prompt.version(), result);
    }

    private TokenMeters tokenMeters(String model) {
        return new TokenMeters(meters.counter(Metric.TOKENS, model, "input"), meters.counter(Metric.TOKENS, model, "cached_input"),
                meters.counter(Metric.TOKENS, model, "output"), meters.counter(Metric.TOKENS, model, "reasoning"));
    }
}
