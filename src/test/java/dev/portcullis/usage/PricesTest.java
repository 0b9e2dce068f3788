package dev.portcullis.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.config.GatewayConfig;
import dev.portcullis.config.GatewayYaml;
import dev.portcullis.config.InvalidConfig;
import dev.portcullis.pipeline.Attempt;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PricesTest {

    private static final Usage MILLION = Usage.of(1_000_000, 0, 0, 0);
    private static final String CHEAP_AND_DEAR =
            "{ mini: { provider: openai, model: gpt-4o-mini }, large: { provider: openai, model: gpt-4o }, odd: { provider: openai, model: odd } }";

    private final Prices prices = new Prices();

    @Test
    void eachTargetHasItsOwnPriceFromTheTable() throws InvalidConfig {
        prices.apply(config(CHEAP_AND_DEAR, ""));
        assertEquals(dollars(2_500), prices.cost(target("large", "gpt-4o"), MILLION));
        assertEquals(dollars(150), prices.cost(target("mini", "gpt-4o-mini"), MILLION));
    }

    @Test
    void aModelsOwnPriceHoldsForAllItsTargets() throws InvalidConfig {
        prices.apply(config(CHEAP_AND_DEAR, ", price: { input: 1 }"));
        for (Target target : List.of(target("large", "gpt-4o"), target("mini", "gpt-4o-mini"), target("odd", "odd"))) {
            assertEquals(dollars(1_000), prices.cost(target, MILLION), target.id());
        }
    }

    @Test
    void anEstimateIsThatOfTheDearestTarget() throws InvalidConfig {
        prices.apply(config(CHEAP_AND_DEAR, ""));
        assertEquals(dollars(2_500), prices.estimate("gpt-4o", MILLION));
        assertEquals(Usd.ZERO, prices.estimate("unknown", MILLION));
        assertEquals(OptionalLong.of(16_384), prices.maxOutput("gpt-4o"));
        assertEquals(OptionalLong.empty(), prices.maxOutput("unknown"));
    }

    @Test
    void anEstimateKnowsWhereACallMayEndInstead() throws InvalidConfig {
        prices.apply(config("{ t: { provider: openai, model: gpt-4o-mini } }", ", fallbacks: [ dear ], price: { input: 1 } }, dear: { targets: "
                + "{ t: { provider: openai, model: x } }, price: { input: 60 }"));
        assertEquals(dollars(60_000), prices.estimate("gpt-4o", MILLION));
        assertEquals(dollars(60_000), prices.estimate("dear", MILLION));
        assertEquals(OptionalLong.of(16_384), prices.maxOutput("gpt-4o"));
    }

    @Test
    void whatNobodyHasAPriceForCostsNothing() throws InvalidConfig {
        prices.apply(config("{ t: { provider: openai, model: odd } }", ""));
        // What callers call the model is the second choice, and gpt-4o is listed.
        assertEquals(dollars(2_500), prices.cost(target("t", "odd"), MILLION));
        assertTrue(prices.of(new Target("other", "t", "openai", "odd")).isEmpty());
        assertEquals(Usd.ZERO, prices.cost(new Target("other", "t", "openai", "odd"), MILLION));
    }

    @Test
    void whatIsSimulatedIsKnownToCostNothing() throws InvalidConfig {
        prices.apply(GatewayYaml.read("f", "providers: { s: { dialect: simulator }, other: { dialect: openai, base-url: 'http://h' } }\nmodels: { "
                + "demo: { targets: { t: { provider: s } } }, odd: { targets: { t: { provider: other }, u: { provider: s } } }, "
                + "gpt-4o: { targets: { t: { provider: s } } } }\n", name -> null));
        assertTrue(prices.isPriced("demo"));
        assertEquals(Usd.ZERO, prices.estimate("demo", MILLION));
        assertFalse(prices.isPriced("odd"), "not where another target of the model has none");
        assertEquals(dollars(2_500), prices.estimate("gpt-4o", MILLION), "what is listed shows what it would cost");
    }

    @Test
    void callsUnderWayArePaidForAfterTheirTargetIsGone() throws InvalidConfig {
        prices.apply(config(CHEAP_AND_DEAR, ""));
        prices.apply(config("{ t: { provider: openai, model: gpt-4o } }", ""));
        assertEquals(dollars(150), prices.cost(target("mini", "gpt-4o-mini"), MILLION));
    }

    @Test
    void aRefusalCostsNothingNotEvenAFee() throws InvalidConfig {
        prices.apply(config("{ t: { provider: openai, model: gpt-4o } }", ", price: { input: 1, per-request: 0.5 }"));
        Origin origin = new Origin(List.of(new Attempt(target("t", "gpt-4o"), Attempt.Result.SERVER_ERROR, Duration.ZERO)));
        Outcome refused = new Outcome(Outcome.Ending.FAILED, Optional.of(new Refusal.UpstreamFailed(origin, "")), 502, Usage.UNKNOWN,
                Optional.empty(), Duration.ZERO);
        assertEquals(Usd.ZERO, prices.cost(refused));
        assertEquals(Usd.ZERO, prices.cost(new Outcome(Outcome.Ending.ABANDONED, Optional.empty(), 0, Usage.UNKNOWN, Optional.empty(), Duration.ZERO)));
        assertEquals(dollars(501), prices.cost(target("t", "gpt-4o"), Usage.of(1_000, 0, 0, 0)));
    }

    /** The model {@code gpt-4o} of the provider {@code openai}. */
    static GatewayConfig config(String targets, String more) throws InvalidConfig {
        return GatewayYaml.read("f", "providers: { openai: { dialect: openai, base-url: 'https://api.openai.com/v1' } }\n"
                + "models: { gpt-4o: { targets: " + targets + more + " } }\n", name -> null);
    }

    private static Target target(String name, String upstreamModel) {
        return new Target("gpt-4o", name, "openai", upstreamModel);
    }

    private static Usd dollars(long thousandths) {
        return new Usd(thousandths * 1_000_000);
    }
}
