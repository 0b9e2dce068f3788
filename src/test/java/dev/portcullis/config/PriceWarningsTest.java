package dev.portcullis.config;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static dev.portcullis.config.Readings.model;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** A price that looks like a slip is said, and a model without one. */
class PriceWarningsTest {

    private static final String GPT_4O = "targets: { t: { provider: openai, model: gpt-4o-2024-08-06 } }";
    private static final String LISTED = "openai gpt-4o, 2026-08-21";
    private static final String UNPRICED_N = "gateway.yaml:3: models.n.price: none is known for t (n at openai), so its calls cost 0; write"
            + " price: { input: …, output: … } in USD per million tokens, or price: { input: 0 } if it costs nothing";

    @Test
    void dollarsPerThousandTokensAreTenTimesOff() throws InvalidConfig {
        assertWarnings(model(GPT_4O, "price: {", "  input: 0.0025,", "  cached-input: 100, output: 10, audio-input: 1 }"),
                UNPRICED_N,
                "gateway.yaml:7: models.m.price.input: 0.0025 is more than ten times off the shipped price table (2.5, " + LISTED
                        + "); prices are USD per million tokens",
                "gateway.yaml:8: models.m.price.cached-input: 100 is more than ten times off the shipped price table (1.25, " + LISTED
                        + "); prices are USD per million tokens");
    }

    @Test
    void aFactorOfTenAndWhatIsFreeAreTakenAsMeant() throws InvalidConfig {
        assertWarnings(model(GPT_4O, "price: { input: 25, cached-input: 0.125, output: 0 }"), UNPRICED_N);
        assertWarnings(model(GPT_4O, "price: { input: 0, output: 1 }"), UNPRICED_N);
    }

    @Test
    void anOutputThatIsLeftOutIsSaid() throws InvalidConfig {
        assertWarnings(model(GPT_4O, "price: { input: 2.5 }"), UNPRICED_N, "gateway.yaml:6: models.m.price.output: it is left out, so output"
                + " tokens cost what input tokens do; the shipped price table says 10 (" + LISTED + ")");
    }

    @Test
    void everyTargetWithoutAPriceIsNamed() throws InvalidConfig {
        assertWarnings(model("targets: { a: { provider: openai, model: llama3.1 }, b: { provider: openai, model: gpt-4o },"
                        + " c: { provider: openai, model: x/y } }"), UNPRICED_N,
                "gateway.yaml:4: models.m.price: none is known for a (llama3.1 at openai), c (x/y at openai), so its calls cost 0; write"
                        + " price: { input: …, output: … } in USD per million tokens, or price: { input: 0 } if it costs nothing");
        assertWarnings(model("targets: { t: { provider: openai } }", "price: { input: 1 }"), UNPRICED_N);
    }

    /** The demo would begin with a warning, and what is simulated costs nothing. */
    @Test
    void theSimulatorNeedsNoPrice() throws InvalidConfig {
        assertWarnings("providers: { s: { dialect: simulator } }\nmodels: { demo: { targets: { t: { provider: s } } } }\n");
    }

    private static void assertWarnings(String text, String... expected) throws InvalidConfig {
        List<String> warnings = GatewayYaml.accept("gateway.yaml", text, Map.<String, String>of()::get).warnings().get();
        assertEquals(String.join("\n", expected), String.join("\n", warnings));
    }
}
