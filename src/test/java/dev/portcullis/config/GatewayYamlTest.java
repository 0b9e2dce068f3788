package dev.portcullis.config;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

import dev.portcullis.config.price.Price;
import dev.portcullis.config.price.Rates;
import dev.portcullis.pipeline.Usd;

import org.junit.jupiter.api.Test;

import static dev.portcullis.config.Readings.MODELS;
import static dev.portcullis.config.Readings.PROVIDERS;
import static dev.portcullis.config.Readings.model;
import static dev.portcullis.config.Readings.provider;
import static dev.portcullis.config.Readings.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class GatewayYamlTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("OPENAI_API_KEY", "sk-from-the-environment", "GREEN", "20");

    private static final LimitSettings ACME_LIMITS = new LimitSettings(
            new RateSettings(OptionalInt.of(600), OptionalInt.of(200_000), OptionalInt.of(64)), OptionalInt.of(8_000),
            new RateSettings(OptionalInt.of(300), OptionalInt.empty(), OptionalInt.empty()),
            new RateSettings(OptionalInt.of(60), OptionalInt.of(20_000), OptionalInt.of(4)));

    private final GatewayConfig example = read(example(), ENVIRONMENT);

    GatewayYamlTest() throws InvalidConfig, IOException {}

    static String example() throws IOException {
        try (InputStream in = GatewayYamlTest.class.getResourceAsStream("/config/example.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void readsEveryKeyOfAProvider() {
        assertEquals(new ProviderSettings("openai", Dialect.OPENAI, Optional.of(URI.create("https://api.openai.com/v1")),
                Optional.of(new Secret("sk-from-the-environment")), Optional.empty(),
                new Timeouts(Duration.ofSeconds(3), Duration.ofSeconds(30), Duration.ofMillis(500), Duration.ofHours(1)), 64, false),
                example.providers().get("openai"));
        assertEquals(Optional.of("2024-10-21"), example.providers().get("azure").apiVersion());
        assertEquals(Optional.of(new Secret("none-yet")), example.providers().get("azure").apiKey());
    }

    @Test
    void readsEveryKeyOfAModel() {
        assertEquals(new ModelSettings("gpt-4o", List.of(
                new TargetSettings("blue", "openai", "gpt-4o-2024-08-06", 90),
                new TargetSettings("green", "azure", "gpt-4o-2024-11-20", 20)),
                Sticky.USER, 3, new BreakerSettings(6, 30, Duration.ofSeconds(20)), List.of("claude-sonnet", "small"),
                Optional.of(new Price(new Rates(2_500_000_000L, 1_250_000_000L, 3_000_000_000L, 10_000_000_000L, 11_000_000_001L,
                        40_000_000_000L, Rates.NOT_STATED, 80_000_000_000L), List.of(), new Usd(1_000_000)))),
                example.models().get("gpt-4o"));
    }

    @Test
    void aPriceNeedsNoMoreThanItsInput() throws InvalidConfig {
        assertEquals(Optional.of(Price.of(new Rates(0, Rates.NOT_STATED, Rates.NOT_STATED, Rates.NOT_STATED, Rates.NOT_STATED,
                Rates.NOT_STATED, Rates.NOT_STATED, Rates.NOT_STATED))),
                read(model("targets: { t: { provider: openai } }", "price: { input: 0 }")).models().get("m").price());
    }

    @Test
    void readsEveryKeyOfATenant() {
        assertEquals(new TenantSettings("acme", List.of(KeyHash.of("secret-key")),
                Optional.of(new TenantClaim(new ClaimPath(List.of("realm_access", "roles")), "acme", Optional.of("https://login.acme.example/"))),
                Optional.of(List.of("gpt-4o", "claude-*")), Optional.of(List.of("greet", "support-*")), ACME_LIMITS,
                new BudgetSettings(Map.of(BudgetPeriod.HOURLY, 100_000_000_000L, BudgetPeriod.DAILY, 2_000_500_000_000L,
                        BudgetPeriod.MONTHLY, 50_000_000_000_000L), false), Optional.of("strict"), new TenantCacheSettings(true)),
                example.tenants().get("acme"));
    }

    @Test
    void readsEveryKeyOfTheCache() throws InvalidConfig {
        assertEquals(new CacheSettings(Duration.ofMinutes(30), 2_000, Map.of("analysis", Duration.ofHours(24), "review", Duration.ofMinutes(10)),
                new SimilarSettings(List.of("faq", "support-*"), 0.9, Optional.of("claude-sonnet"))), example.cache());
        assertEquals(Map.of("validation", Duration.ofMinutes(5)),
                read(PROVIDERS + MODELS + "cache: { ttl: 5m, categories: [ validation ] }").cache().categories());
        assertEquals(Map.of(), read(PROVIDERS + MODELS + "cache: { categories: [] }").cache().categories());
        assertEquals(new CacheSettings(Duration.ofHours(1), 1_000, Map.of("analysis", Duration.ofHours(1), "transformation", Duration.ofHours(1),
                "validation", Duration.ofHours(1)), SimilarSettings.OFF), read(PROVIDERS + MODELS).cache());
    }

    @Test
    void comparesQuestionsOfNoPromptUnlessToldTo() throws InvalidConfig {
        assertFalse(read(PROVIDERS + MODELS).cache().similar().isFor("faq"));
        SimilarSettings similar = read(PROVIDERS + MODELS + "cache: { similar: { prompts: [ \"support-*\", faq ], embeddings: in-process } }").cache().similar();
        assertEquals(new SimilarSettings(List.of("support-*", "faq"), 0.85, Optional.empty()), similar);
        assertEquals(List.of(true, true, false, false), Stream.of("faq", "support-en", "faqs", "support").map(similar::isFor).toList());
    }

    @Test
    void warnsOfTheThresholdOfAnotherModel() throws InvalidConfig {
        String simulated = "providers: { s: { dialect: simulator } }\nmodels: { e: { targets: { t: { provider: s } } } }\n";
        String similar = simulated + "cache: { similar: { prompts: [ faq ], embeddings: e } }\n";
        assertEquals(List.of("gateway.yaml:3: cache.similar.threshold: is left out, and the default was measured for in-process; another model needs one of its own"),
                GatewayYaml.accept("gateway.yaml", similar, Map.<String, String>of()::get).warnings().get());
        assertEquals(List.of(), GatewayYaml.accept("gateway.yaml", similar.replace("embeddings", "threshold: 0.6, embeddings"), Map.<String, String>of()::get)
                .warnings().get());
    }

    @Test
    void fillsInWhatIsLeftOut() {
        assertEquals(new ProviderSettings("local", Dialect.SIMULATOR, Optional.empty(), Optional.empty(), Optional.empty(),
                new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofMinutes(10)), 512, true),
                example.providers().get("local"));
        assertEquals(new ModelSettings("claude-sonnet", List.of(new TargetSettings("only", "local", "claude-sonnet", 100)),
                Sticky.NONE, 2, new BreakerSettings(5, 20, Duration.ofSeconds(10)), List.of(), Optional.empty()),
                example.models().get("claude-sonnet"));
        assertEquals(new TenantSettings("everyone", List.of(), Optional.empty(), Optional.empty(), Optional.empty(), LimitSettings.NONE, BudgetSettings.NONE,
                Optional.empty(), TenantCacheSettings.NONE), example.tenants().get("everyone"));
    }

    @Test
    void keepsTheOrderOfTheFileAndCannotBeChanged() {
        assertEquals(List.of("openai", "azure", "local"), List.copyOf(example.providers().keySet()));
        assertEquals(List.of("gpt-4o", "claude-sonnet", "small"), List.copyOf(example.models().keySet()));
        assertThrows(UnsupportedOperationException.class, () -> example.models().clear());
        assertThrows(UnsupportedOperationException.class, () -> example.models().get("gpt-4o").targets().clear());
    }

    @Test
    void isEqualToAnotherReadingOfTheSameText() throws InvalidConfig, IOException {
        assertEquals(example, read(example(), ENVIRONMENT));
    }

    @Test
    void printsNoSecret() {
        assertFalse(example.toString().contains("sk-from"), example.toString());
        assertTrue(example.toString().contains("apiKey=Optional[****]"), example.toString());
        assertTrue(example.toString().contains("sha256:85dbe15d..."), example.toString());
    }

    @Test
    void letsATenantUseWhatItsPatternsMatch() throws InvalidConfig {
        assertTrue(example.tenants().get("acme").mayUse("claude-sonnet"));
        assertFalse(example.tenants().get("acme").mayUse("gpt-4o-mini"));
        assertTrue(example.tenants().get("everyone").mayUse("small"));
        assertTrue(example.tenants().get("acme").maySee("support-mail"));
        assertFalse(example.tenants().get("acme").maySee("greetings"));
        assertTrue(example.tenants().get("everyone").maySee("greetings"));
        assertFalse(read(PROVIDERS + MODELS + "tenants: { none: { prompts: [] } }").tenants().get("none").maySee("greet"));
    }

    @Test
    void takesLiteralDollarsAndPartsFromTheEnvironment() throws InvalidConfig {
        GatewayConfig config = read(provider("api-key: a$${B}-${C}-${D:x:y}"), Map.of("C", "${B}"));
        assertEquals("a${B}-${B}-x:y", config.providers().get("openai").apiKey().orElseThrow().reveal());
    }

    @Test
    void neverLetsAValueFromTheEnvironmentBecomeStructure() throws InvalidConfig {
        GatewayConfig config = read(model("targets: { t: { provider: openai, model: '${M}' } }"), Map.of("M", "{a:b}#*c"));
        assertEquals("{a:b}#*c", config.models().get("m").targets().getFirst().model());
    }

    @Test
    void takesNumbersAndFlagsFromTheEnvironment() throws InvalidConfig {
        GatewayConfig config = read(provider("max-connections: ${N}", "stream-usage: \"${F}\""), Map.of("N", "9", "F", "false"));
        assertEquals(9, config.providers().get("openai").maxConnections());
        assertFalse(config.providers().get("openai").streamUsage());
    }

    @Test
    void followsAliases() throws InvalidConfig {
        GatewayConfig config = read("""
                providers:
                  a: { dialect: simulator, timeouts: &slow { total: 1h } }
                  b: { dialect: simulator, timeouts: *slow }
                models: { m: { targets: { t: { provider: a } } } }
                """);
        assertEquals(Duration.ofHours(1), config.providers().get("b").timeouts().total());
    }

    @Test
    void readsOnAndOffAsWordsAndSkipsAByteOrderMark() throws InvalidConfig {
        GatewayConfig config = read("\uFEFFproviders: { on: { dialect: simulator } }\r\nmodels: { off: { targets: { yes: { provider: on } } } }\r\n");
        assertEquals("on", config.models().get("off").targets().getFirst().provider());
    }

    @Test
    void letsTwoModelsFallBackToEachOther() throws InvalidConfig {
        assertEquals(List.of("n"), read(model("targets: { t: { provider: openai } }", "fallbacks: [ n ]"))
                .models().get("m").fallbacks());
        assertTrue(read("providers: { openai: { dialect: simulator } }\n" + MODELS).tenants().isEmpty());
    }

    @Test
    void demoIsWhatAFileCouldSay() throws InvalidConfig {
        assertEquals(read("providers: { simulator: { dialect: simulator } }\nmodels: { demo: { targets: { simulator: { provider: simulator } } } }\n"),
                DemoConfig.create());
    }
}
