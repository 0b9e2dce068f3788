package dev.portcullis.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.Calls;
import dev.portcullis.config.InvalidConfig;
import dev.portcullis.pipeline.Attempt;
import dev.portcullis.pipeline.Bill;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Metric;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeterUsageTest {

    private static final Target BLUE = new Target("gpt-4o", "blue", "openai", "x");
    private static final Target GREEN = new Target("gpt-4o", "green", "openai", "x");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Prices prices = new Prices();
    private final MeterUsage meter = new MeterUsage(registry, prices);

    @Test
    void whatACallUsedAndCostIsCountedForItsTenantAndItsModel() throws InvalidConfig {
        prices.apply(PricesTest.config("{ blue: { provider: openai, model: x }, green: { provider: openai, model: x } }",
                ", price: { input: 1, output: 2 }"));
        billed(BLUE, Usage.of(1_000_000, 0, 500_000, 0));
        Call call = billed(GREEN, Usage.of(7, 2, 3, 1));
        assertEquals(2.000013, registry.get(Metric.COST.meterName()).tags("tenant", call.tenant().name(), "model", "gpt-4o").counter().count(), 1e-12);
        assertEquals(List.of(1_000_007.0, 2.0, 500_003.0, 1.0), List.of(tokens("input"), tokens("cached_input"), tokens("output"), tokens("reasoning")));
        assertTrue(registry.find(Metric.UNPRICED_CALLS.meterName()).counters().isEmpty());
    }

    @Test
    void aCallWithoutAPriceIsCountedUnlessItUsedNothing() {
        billed(BLUE, Usage.of(7, 2, 3, 1));
        billed(BLUE, Usage.UNKNOWN);
        assertEquals(1, registry.get(Metric.UNPRICED_CALLS.meterName()).tags("model", "gpt-4o").counter().count());
        assertTrue(registry.find(Metric.COST.meterName()).counters().isEmpty());
    }

    @Test
    void anAnswerThatWasKnownIsSavedMoneyAndNoTokens() {
        Call call = Calls.chat("gpt-4o");
        meter.handle(call, next -> Uni.createFrom().item(new Refusal.Broken())).await().indefinitely();
        Outcome outcome = new Outcome(Outcome.Ending.COMPLETED, Optional.empty(), 200, Usage.UNKNOWN, Optional.empty(), Duration.ZERO);
        call.bill().complete(new Bill(outcome, Origin.known(Optional.of(BLUE)), Usage.of(7, 2, 3, 1), false, Usd.ZERO, new Usd(2_000_000)));
        assertTrue(registry.find(Metric.TOKENS.meterName()).counters().isEmpty());
        assertTrue(registry.find(Metric.COST.meterName()).counters().isEmpty());
        assertEquals(0.002, registry.get(Metric.CACHE_SAVED.meterName()).tags("tenant", "anybody", "model", "gpt-4o").counter().count(), 1e-12);
        assertEquals(1, registry.get(Metric.CACHE_USE.meterName()).tags("tenant", "anybody", "cache", "hit").counter().count());
    }

    /** They were counted as bypass, so that the more questions were compared, the less the cache seemed to be used. */
    @Test
    void aVectorThatTheGatewayAsksForCostsAndIsNoUseOfTheCache() throws InvalidConfig {
        prices.apply(PricesTest.config("{ blue: { provider: openai, model: x } }", ", price: { input: 1, output: 2 }"));
        Call call = Calls.chat("gpt-4o");
        meter.ofOwnCalls().handle(call, next -> Uni.createFrom().item(new Refusal.Broken())).await().indefinitely();
        bill(call, BLUE, Usage.of(1_000_000, 0, 0, 0));
        assertEquals(1_000_000, tokens("input"));
        assertEquals(1, registry.get(Metric.COST.meterName()).tags("tenant", call.tenant().name(), "model", "gpt-4o").counter().count(), 1e-12);
        assertTrue(registry.find(Metric.CACHE_USE.meterName()).counters().isEmpty());
        billed(BLUE, Usage.UNKNOWN);
        assertEquals(1, registry.get(Metric.CACHE_USE.meterName()).tags("tenant", "anybody", "cache", "bypass").counter().count());
    }

    private Call billed(Target target, Usage usage) {
        Call call = Calls.chat("gpt-4o");
        meter.handle(call, next -> Uni.createFrom().item(new Refusal.Broken())).await().indefinitely();
        bill(call, target, usage);
        return call;
    }

    private void bill(Call call, Target target, Usage usage) {
        Outcome outcome = new Outcome(Outcome.Ending.ABANDONED, Optional.empty(), 0, Usage.UNKNOWN, Optional.empty(), Duration.ZERO);
        call.bill().complete(new Bill(outcome, new Origin(List.of(new Attempt(target, Attempt.Result.OK, Duration.ofMillis(1)))), usage, true,
                prices.cost(target, usage), Usd.ZERO));
    }

    private double tokens(String kind) {
        return registry.get(Metric.TOKENS.meterName()).tags("model", "gpt-4o", "kind", kind).counter().count();
    }
}
