package dev.portcullis.config;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.api.Test;

import static dev.portcullis.config.Readings.MODELS;
import static dev.portcullis.config.Readings.PROVIDERS;
import static dev.portcullis.config.Readings.assertProblems;
import static dev.portcullis.config.Readings.model;
import static dev.portcullis.config.Readings.problems;
import static dev.portcullis.config.Readings.provider;
import static dev.portcullis.config.Readings.tenants;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What is wrong with the meaning of a file; {@code yaml/StrictYamlTest} has what is wrong with its form. */
class GatewayYamlProblemsTest {

    private static final String TARGETS = "targets: { t: { provider: openai } }";
    private static final String PROVIDER_KEYS =
            "Known here: dialect, base-url, api-key, api-version, timeouts, max-connections, stream-usage";
    private static final String PRICE = " is not a number from 0 to 1000000 with at most 9 decimals";
    private static final String CLAIM = "expected the name of a claim, or names with / between them and \" around one that has a / itself;"
            + " at most 8 names and 256 characters";
    private static final String TAKEN = "tokens with this claim and value already belong to the tenant a; they must belong to one."
            + " An issuer for each can tell them apart";
    private static final String NO_PROMPT = " is no prompt's id: at most 128 letters, digits, '.', '_' and '-' are expected, a letter or a digit first,"
            + " and '*' for any number of them";
    private static final String HASH = "sha256:" + "ab".repeat(32);

    static Stream<Arguments> providerProblems() {
        return Stream.of(
                arguments("api-keys: x", "5: providers.openai.api-keys: unknown key; did you mean 'api-key'? " + PROVIDER_KEYS),
                arguments("proxy: x", "5: providers.openai.proxy: unknown key. " + PROVIDER_KEYS),
                arguments("dialect: openai", "5: providers.openai.dialect: duplicate key; it is first on line 3"),
                arguments("api-key: ' '", "5: providers.openai.api-key: must not be blank"),
                arguments("api-key: 12345", "5: providers.openai.api-key: expected text, found a number; put it in quotes"),
                arguments("api-key: true", "5: providers.openai.api-key: expected text, found true or false; put it in quotes"),
                arguments("api-key: [ sk-1 ]", "5: providers.openai.api-key: expected text, found a list"),
                arguments("api-key: { sk-1 }", "5: providers.openai.api-key: expected text, found a mapping"),
                arguments("api-key:", "5: providers.openai.api-key: expected text, found nothing"),
                arguments("api-key: !sk-1 x", "5: providers.openai.api-key: expected text, found a tag (!); put text that starts with ! in quotes"),
                arguments("api-key: a b", "5: providers.openai.api-key: has a space, a line break or another character that cannot be sent in a header"),
                arguments("api-key: ${NOWHERE}", "5: providers.openai.api-key: the environment variable NOWHERE is not set; set it or write ${NOWHERE:default}"),
                arguments("api-key: ${sk-1}", "5: providers.openai.api-key: expected ${NAME} or ${NAME:default}; write $${ for a literal ${"),
                arguments("api-key: sk-1${A", "5: providers.openai.api-key: expected ${NAME} or ${NAME:default}; write $${ for a literal ${"),
                arguments("api-key: ${A:${B}}", "5: providers.openai.api-key: expected ${NAME} or ${NAME:default}; write $${ for a literal ${"),
                arguments("api-version: v1", "5: providers.openai.api-version: only the dialect azure-openai has it"),
                arguments("timeouts: 5s", "5: providers.openai.timeouts: expected a mapping, found a single value"),
                arguments("timeouts:", "5: providers.openai.timeouts: expected a mapping, found nothing; write {} for one without keys"),
                arguments("timeouts: { connect: 5 }", "5: providers.openai.timeouts.connect: '5' is not a duration such as 500ms, 2s, 10m or 1h, above 0 and at most 24h"),
                arguments("timeouts: { idle: 0s }", "5: providers.openai.timeouts.idle: '0s' is not a duration such as 500ms, 2s, 10m or 1h, above 0 and at most 24h"),
                arguments("timeouts: { total: 25h }", "5: providers.openai.timeouts.total: '25h' is not a duration such as 500ms, 2s, 10m or 1h, above 0 and at most 24h"),
                arguments("timeouts: { firstbyte: 1s }", "5: providers.openai.timeouts.firstbyte: unknown key; did you mean 'first-byte'? Known here: connect, first-byte, idle, total"),
                arguments("max-connections: 0", "5: providers.openai.max-connections: '0' is not a whole number from 1 to 65535"),
                arguments("max-connections: 65536", "5: providers.openai.max-connections: '65536' is not a whole number from 1 to 65535"),
                arguments("max-connections: 1.5", "5: providers.openai.max-connections: '1.5' is not a whole number from 1 to 65535"),
                arguments("max-connections: \"5\"", "5: providers.openai.max-connections: expected a whole number from 1 to 65535, found text in quotes"),
                arguments("stream-usage: on", "5: providers.openai.stream-usage: 'on' is not true or false"));
    }

    @ParameterizedTest
    @MethodSource("providerProblems")
    void saysWhatIsWrongWithAProvider(String line, String expected) {
        assertProblems(provider(line), "gateway.yaml:" + expected);
    }

    static Stream<Arguments> baseUrls() {
        String other = "expected a URL such as https://api.example.com/v1";
        return Stream.of(
                arguments("ftp://host/v1", other), arguments("host:80", other), arguments("/v1", other), arguments("http://", other),
                arguments("http://a b", other), arguments("http://host:99999", other), arguments("http:host", other),
                arguments("https://host/v1?key=1", "expected a URL without ? and #"),
                arguments("https://host/v1#a", "expected a URL without ? and #"),
                arguments("https://me:pass@host", "a user or password in the URL is not taken; use api-key"));
    }

    @ParameterizedTest
    @MethodSource("baseUrls")
    void saysWhatIsWrongWithAUrlWithoutRepeatingIt(String url, String expected) {
        assertProblems("providers:\n  openai: { dialect: openai, base-url: '" + url + "' }\n" + MODELS,
                "gateway.yaml:2: providers.openai.base-url: " + expected);
    }

    @Test
    void saysWhatADialectNeeds() {
        assertProblems("providers:\n  openai: {}\n  a: { dialect: openai }\n  b: { dialect: azure-openai, base-url: 'http://h' }\n  c: { dialect: opnai }\n" + MODELS,
                "gateway.yaml:2: providers.openai.dialect: missing; it is required here",
                "gateway.yaml:3: providers.a.base-url: missing; the dialect openai needs it",
                "gateway.yaml:4: providers.b.api-version: missing; the dialect azure-openai needs it, for example 2024-10-21",
                "gateway.yaml:5: providers.c.dialect: 'opnai' is not known here; did you mean 'openai'? Known here: openai, azure-openai, simulator");
    }

    static Stream<Arguments> modelProblems() {
        String names = "a name is 1 to 256 visible ASCII characters without spaces";
        return Stream.of(
                arguments("retries: 1", "4: models.m.targets: expected a mapping with at least one name"),
                arguments("targets: {}", "5: models.m.targets: expected a mapping with at least one name"),
                arguments("targets: [ openai ]", "5: models.m.targets: expected a mapping, found a list"),
                arguments("targets: { t: {} }", "5: models.m.targets.t.provider: missing; it is required here"),
                arguments("targets: { t: openai }", "5: models.m.targets.t: expected a mapping, found a single value"),
                arguments("targets: { t: { provider: opnai } }", "5: models.m.targets.t.provider: 'opnai' is not a provider of this file; did you mean 'openai'? Known here: openai"),
                arguments("targets: { t: { provider: other } }", "5: models.m.targets.t.provider: 'other' is not a provider of this file. Known here: openai"),
                arguments("targets: { t: { provider: openai, wieght: 1 } }", "5: models.m.targets.t.wieght: unknown key; did you mean 'weight'? Known here: provider, model, weight"),
                arguments("targets: { t: { provider: openai, weight: -1 } }", "5: models.m.targets.t.weight: '-1' is not a whole number from 0 to 1000000"),
                arguments("targets: { t: { provider: openai, model: a b } }", "5: models.m.targets.t.model: " + names),
                arguments("targets: { t: { provider: openai, weight: 0 } }", "5: models.m.targets: every weight is 0; at least one must be above 0"),
                arguments("targets: { Blue: { provider: openai } }", "5: models.m.targets.Blue: the name of a target is 1 to 64 of a-z, 0-9, '.', '_' and '-', and starts with a letter or digit"),
                arguments(TARGETS + "\n    sticky: usr", "6: models.m.sticky: 'usr' is not known here; did you mean 'user'? Known here: none, user, tenant"),
                arguments(TARGETS + "\n    retries: 11", "6: models.m.retries: '11' is not a whole number from 0 to 10"),
                arguments(TARGETS + "\n    breaker: { failures: 30 }", "6: models.m.breaker.failures: 30 failures never happen in a window of 20 calls"),
                arguments(TARGETS + "\n    breaker: { window: 10001 }", "6: models.m.breaker.window: '10001' is not a whole number from 1 to 10000"),
                arguments(TARGETS + "\n    fallbacks: n", "6: models.m.fallbacks: expected a list, found a single value"),
                arguments(TARGETS + "\n    fallbacks: [ m ]", "6: models.m.fallbacks[0]: a model cannot be its own fallback"),
                arguments(TARGETS + "\n    fallbacks:\n      - n\n      - n", "8: models.m.fallbacks[1]: 'n' is listed twice"),
                arguments(TARGETS + "\n    fallbacks: [ gpt ]", "6: models.m.fallbacks[0]: 'gpt' is not a model of this file. Known here: n, m"),
                arguments(TARGETS + "\n    price: { output: 1 }", "6: models.m.price.input: missing; a price needs it: USD per million input tokens"),
                arguments(TARGETS + "\n    price: { input: -1 }", "6: models.m.price.input: '-1'" + PRICE),
                arguments(TARGETS + "\n    price: { input: .nan }", "6: models.m.price.input: '.nan'" + PRICE),
                arguments(TARGETS + "\n    price: { input: .inf }", "6: models.m.price.input: '.inf'" + PRICE),
                arguments(TARGETS + "\n    price: { input: 1e3 }", "6: models.m.price.input: '1e3'" + PRICE),
                arguments(TARGETS + "\n    price: { input: 1000000.1 }", "6: models.m.price.input: '1000000.1'" + PRICE),
                arguments(TARGETS + "\n    price: { input: 1, output: 0.0000000001 }", "6: models.m.price.output: '0.0000000001'" + PRICE),
                arguments(TARGETS + "\n    price: { input: \"2.5\" }", "6: models.m.price.input: expected a number from 0 to 1000000 with at most 9 decimals, found text in quotes"),
                arguments(TARGETS + "\n    price: { input: $2.50 }", "6: models.m.price.input: '$2.50'" + PRICE),
                arguments(TARGETS + "\n    price: { input: 1, cached: 1 }", "6: models.m.price.cached: unknown key. Known here: input, cached-input, cache-write, output, reasoning, audio-input, audio-output, per-request"),
                arguments(TARGETS + "\n    price: 2.5", "6: models.m.price: expected a mapping, found a single value"),
                arguments(TARGETS + "\n  a b: { " + TARGETS + " }", "6: models.a?b: " + names));
    }

    @ParameterizedTest
    @MethodSource("modelProblems")
    void saysWhatIsWrongWithAModel(String lines, String expected) {
        assertProblems(model(lines), "gateway.yaml:" + expected);
    }

    static Stream<Arguments> tenantProblems() {
        return Stream.of(
                arguments("a:", "4: tenants.a: expected a mapping, found nothing; write {} for one without keys"),
                arguments("a: { keys: [ plain-key ] }", "4: tenants.a.keys[0]: a key is written as its hash, never plain: sha256: and the digits that printf %s \"$KEY\" | sha256sum prints"),
                arguments("a: { keys: [ 'sha256:12' ] }", "4: tenants.a.keys[0]: expected sha256: and 64 hexadecimal digits"),
                arguments("a: { keys: [ '" + HASH + "', '" + HASH.toLowerCase() + "' ] }", "4: tenants.a.keys[1]: this key is listed twice"),
                arguments("a: { keys: [ '" + HASH + "' ] }\n  b: { keys: [ '" + HASH + "' ] }", "5: tenants.b.keys[0]: this key already belongs to the tenant a"),
                arguments("a: { models: [] }", "4: tenants.a.models: the list is empty; leave the key out to allow every model"),
                arguments("a: { models: [ 'x*' ] }", "4: tenants.a.models[0]: 'x*' matches no model of this file"),
                arguments("a: { models: [ mm ] }", "4: tenants.a.models[0]: 'mm' is not a model of this file; did you mean 'm'? Known here: m"),
                arguments("a: { prompts: [ greet, greet@1.0.0 ] }", "4: tenants.a.prompts[1]: 'greet@1.0.0'" + NO_PROMPT),
                arguments("a: { prompts: [ -greet ] }", "4: tenants.a.prompts[0]: '-greet'" + NO_PROMPT),
                arguments("a: { prompts: greet }", "4: tenants.a.prompts: expected a list, found a single value"),
                arguments("a: { model: [ m ] }", "4: tenants.a.model: unknown key; did you mean 'models'? Known here: keys, oidc, models, prompts, limits, budget, guard, cache"),
                arguments("a: { oidc: tenant }", "4: tenants.a.oidc: expected a mapping, found a single value"),
                arguments("a: { oidc: { value: a } }", "4: tenants.a.oidc.claim: missing; it is required here"),
                arguments("a: { oidc: { claim: tenant } }", "4: tenants.a.oidc.value: missing; it is required here"),
                arguments("a: { oidc: { claim: tenant, value: 7 } }", "4: tenants.a.oidc.value: expected text, found a number; put it in quotes"),
                arguments("a: { oidc: { claim: a//b, value: a } }", "4: tenants.a.oidc.claim: " + CLAIM),
                arguments("a: { oidc: { claim: /a, value: a } }", "4: tenants.a.oidc.claim: " + CLAIM),
                arguments("a: { oidc: { claim: a/b/c/d/e/f/g/h/i, value: a } }", "4: tenants.a.oidc.claim: " + CLAIM),
                arguments("a: { oidc: { claim: t, value: a, issuer: 'a b' } }",
                        "4: tenants.a.oidc.issuer: a name is 1 to 256 visible ASCII characters without spaces"),
                arguments("a: { oidc: { claim: t, values: a } }", "4: tenants.a.oidc.value: missing; it is required here\n"
                        + "gateway.yaml:4: tenants.a.oidc.values: unknown key; did you mean 'value'? Known here: claim, value, issuer"),
                arguments("a: { oidc: { claim: t, value: v } }\n  b: { oidc: { claim: t, value: v } }", "5: tenants.b.oidc: " + TAKEN),
                arguments("a: { oidc: { claim: t, value: v, issuer: i } }\n  b: { oidc: { claim: t, value: v, issuer: i } }",
                        "5: tenants.b.oidc: " + TAKEN),
                arguments("a: { oidc: { claim: t, value: v, issuer: i } }\n  b: { oidc: { claim: t, value: v } }", "5: tenants.b.oidc: " + TAKEN),
                arguments("a: { oidc: { claim: t, value: v } }\n  b: { oidc: { claim: t, value: v, issuer: i } }", "5: tenants.b.oidc: " + TAKEN),
                arguments("a: { limits: { requests-per-minute: -1 } }", "4: tenants.a.limits.requests-per-minute: '-1' is not a whole number from 1 to 1000000000"),
                arguments("a: { limits: { tokens-per-minute: 0 } }", "4: tenants.a.limits.tokens-per-minute: '0' is not a whole number from 1 to 1000000000"),
                arguments("a: { limits: { concurrent-requests: 1000001 } }", "4: tenants.a.limits.concurrent-requests: '1000001' is not a whole number from 1 to 1000000"),
                arguments("a: { limits: { per-user: { rpm: 5 } } }", "4: tenants.a.limits.per-user.rpm: unknown key. Known here: requests-per-minute, tokens-per-minute, concurrent-requests"),
                arguments("a: { budget: { daily: -5 } }", "4: tenants.a.budget.daily: '-5' is not a number from 0 to 1000000000 with at most 9 decimals"),
                arguments("a: { budget: { weekly: 5 } }", "4: tenants.a.budget.weekly: unknown key. Known here: hourly, daily, monthly, on-exceeded"),
                arguments("a: { budget: { daily: 5, on-exceeded: warn } }", "4: tenants.a.budget.on-exceeded: 'warn' is not known here. Known here: block, alert"),
                arguments("a: { cache: { enabled: yes } }", "4: tenants.a.cache.enabled: 'yes' is not true or false"),
                arguments("a: { cache: true }", "4: tenants.a.cache: expected a mapping, found a single value"),
                arguments("a: { cache: { ttl: 1h } }", "4: tenants.a.cache.ttl: unknown key. Known here: enabled"),
                arguments("a: { budget: { on-exceeded: block } }", "4: tenants.a.budget.on-exceeded: says what happens when an amount is spent, but there is none; write one, such as daily: 100"),
                arguments("a: { limits: 5 }", "4: tenants.a.limits: expected a mapping, found a single value"));
    }

    @ParameterizedTest
    @MethodSource("tenantProblems")
    void saysWhatIsWrongWithATenant(String lines, String expected) {
        assertProblems(tenants(lines), "gateway.yaml:" + expected);
    }

    @Test
    void wantsProvidersAndModels() {
        assertProblems("tenants: {}\n",
                "gateway.yaml:1: providers: expected a mapping with at least one name",
                "gateway.yaml:1: models: expected a mapping with at least one name");
        assertProblems("providers: {}\nmodels:\n",
                "gateway.yaml:1: providers: expected a mapping with at least one name",
                "gateway.yaml:2: models: expected a mapping with at least one name");
        assertProblems("# nothing yet\n", "gateway.yaml:1: the file is empty");
        assertProblems(PROVIDERS + MODELS + "tenant: {}\n",
                "gateway.yaml:3: tenant: unknown key; did you mean 'tenants'? Known here: providers, models, tenants, guards, cache, prompts, feedback");
    }

    @Test
    void namesAVariableInsteadOfRepeatingItsValue() {
        assertEquals(List.of("gateway.yaml:5: providers.openai.max-connections: the value of ${N} is not a whole number from 1 to 65535",
                        "gateway.yaml:6: providers.openai.timeouts.idle: the value of ${N} is not a duration such as 500ms, 2s, 10m or 1h, above 0 and at most 24h",
                        "gateway.yaml:7: providers.openai.api-key: must not be blank"),
                problems(provider("max-connections: ${N}", "timeouts: { idle: '${N}' }", "api-key: ${E:sk-1}"), Map.of("N", "hidden", "E", "")));
        assertEquals(List.of("gateway.yaml:5: models.m.targets.t.provider: the value of ${N} is not a provider of this file. Known here: openai"),
                problems(model("targets: { t: { provider: '${N}' } }"), Map.of("N", "openaj")));
    }

    @Test
    void doesNotRepeatAKeyThatMayBeAValue() {
        String unknown = "providers.o: unknown key (not repeated: it may be a value). " + PROVIDER_KEYS;
        assertProblems("providers:\n  openai: { dialect: simulator }\n  o: { dialect: simulator, api-key sk-1 }\n" + MODELS, "gateway.yaml:3: " + unknown);
        assertProblems("providers:\n  openai: { dialect: simulator }\n  o: { dialect: simulator, sk-1 }\n" + MODELS, "gateway.yaml:3: " + unknown);
    }

    @Test
    void reportsEverythingAtOnceInTheOrderOfTheFile() {
        assertProblems(model(TARGETS, "retries: x", "sticky: y", "retires: 1"),
                "gateway.yaml:6: models.m.retries: 'x' is not a whole number from 0 to 10",
                "gateway.yaml:7: models.m.sticky: 'y' is not known here. Known here: none, user, tenant",
                "gateway.yaml:8: models.m.retires: unknown key; did you mean 'retries'? Known here: targets, sticky, retries, breaker, fallbacks, price");
    }

    static Stream<Arguments> cacheProblems() {
        return Stream.of(
                arguments("ttl: 0s", "3: cache.ttl: '0s' is not a duration such as 500ms, 2s, 10m or 1h, above 0 and at most 24h"),
                arguments("ttl: -1h", "3: cache.ttl: '-1h' is not a duration such as 500ms, 2s, 10m or 1h, above 0 and at most 24h"),
                arguments("ttl: 25h", "3: cache.ttl: '25h' is not a duration such as 500ms, 2s, 10m or 1h, above 0 and at most 24h"),
                arguments("max-input-tokens: 0", "3: cache.max-input-tokens: '0' is not a whole number from 1 to 1000000"),
                arguments("max-input-token: 5", "3: cache.max-input-token: unknown key; did you mean 'max-input-tokens'? Known here: ttl, max-input-tokens, categories, similar"),
                arguments("categories: analysis", "3: cache.categories: expected a list, found a single value"),
                arguments("categories: [ a, a ]", "3: cache.categories[1]: 'a' is listed twice"),
                arguments("similar: { prompts: [] }", "3: cache.similar.prompts: the list is empty; leave the key out to compare no questions"),
                arguments("similar: { prompts: [ a, a ] }", "3: cache.similar.prompts[1]: 'a' is listed twice"),
                arguments("similar: { prompts: [ faq, faq@1.0.0 ] }", "3: cache.similar.prompts[1]: 'faq@1.0.0'" + NO_PROMPT),
                arguments("similar: { prompts: [ 'two faqs' ] }", "3: cache.similar.prompts[0]: this value" + NO_PROMPT),
                arguments("similar: { prompts: [ 'faq/*' ] }", "3: cache.similar.prompts[0]: 'faq/*'" + NO_PROMPT),
                arguments("similar: { prompts: [ .faq ] }", "3: cache.similar.prompts[0]: '.faq'" + NO_PROMPT),
                arguments("similar: { prompts: [ '' ] }", "3: cache.similar.prompts[0]: must not be blank"),
                arguments("similar: { prompts: [ " + "a".repeat(129) + "* ] }", "3: cache.similar.prompts[0]: this value" + NO_PROMPT),
                arguments("similar: { prompts: [ a ], threshold: 0.49 }",
                        "3: cache.similar.threshold: must be at least 0.5: below it questions are alike that have nothing in common"),
                arguments("similar: { threshold: 1.1 }", "3: cache.similar.threshold: '1.1' is not a number from 0 to 1 with at most 3 decimals"),
                arguments("similar: { embeddings: n }", "3: cache.similar.embeddings: 'n' is not in-process or a model of this file; did you mean 'm'? Known here: m"),
                arguments("similar: { prompt: [ a ] }",
                        "3: cache.similar.prompt: unknown key; did you mean 'prompts'? Known here: prompts, threshold, embeddings"),
                arguments("categories: { a: 48h }", "3: cache.categories.a: '48h' is not a duration such as 500ms, 2s, 10m or 1h, above 0 and at most 24h"));
    }

    @ParameterizedTest
    @MethodSource("cacheProblems")
    void namesWhatIsWrongWithTheCache(String cache, String problem) {
        assertProblems(PROVIDERS + MODELS + "cache: { " + cache + " }\n", "gateway.yaml:" + problem);
    }

    @Test
    void vectorsOfTwoModelsAreNotCompared() {
        assertProblems(PROVIDERS + "models: { e: { targets: { a: { provider: openai, model: small }, b: { provider: openai, model: large } } } }\n"
                + "cache: { similar: { prompts: [ faq ], embeddings: e } }\n",
                "gateway.yaml:3: cache.similar.embeddings: the targets of e are different models (small, large), whose vectors cannot be compared");
    }
}
