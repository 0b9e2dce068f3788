package dev.portcullis.config;

import dev.portcullis.config.yaml.PromptPattern;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.portcullis.config.guard.Direction;
import dev.portcullis.config.guard.GuardAction;
import dev.portcullis.config.guard.GuardSettings;
import dev.portcullis.config.guard.HarmCategory;
import dev.portcullis.config.guard.InjectionSettings;
import dev.portcullis.config.guard.PiiSettings;
import dev.portcullis.config.guard.PolicySettings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.portcullis.config.Readings.MODELS;
import static dev.portcullis.config.Readings.PROVIDERS;
import static dev.portcullis.config.Readings.assertProblems;
import static dev.portcullis.config.Readings.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What a guard has for calls of some prompts. */
class PromptGuardYamlTest {

    private static final String MEANT = ", or weaker: true for this prompt where that is meant";

    /** One that demands something of everything. */
    private static final String STRICT = """
            guards:
              g:
                injection: { action: block, threshold: 0.6, trust-system: false }
                pii: { request: redact, response: flag, entities: [ URL, US_SSN ] }
                harm: { request: block, response: flag, thresholds: { hate: 0.4 } }
                policies: [ { name: own, terms: [ falcon ] } ]
                hold-back: { characters: 512, pause: 100ms }
                prompts:
            """;

    private static GuardSettings guard(String prompts) throws InvalidConfig {
        return read(PROVIDERS + MODELS + STRICT + prompts).guards().get("g");
    }

    private static GuardSettings of(String prompt, String prompts) throws InvalidConfig {
        return guard(prompts).prompts().find(prompt).orElseThrow();
    }

    @Test
    void whatIsLeftOutIsAsTheGuardHasIt() throws InvalidConfig {
        GuardSettings guard = guard("      greet: {}\n");
        GuardSettings greet = guard.prompts().find("greet").orElseThrow();
        assertEquals(guard.fingerprint(), greet.fingerprint());
        assertTrue(greet.prompts().isNone());
        assertTrue(guard.prompts().find("greeting").isEmpty());
    }

    @Test
    void whatIsSaidTakesThePlaceOfWhatTheGuardSaysAndPoliciesAreAdded() throws InvalidConfig {
        GuardSettings greet = of("greet-2", """
                      greet-*:
                        injection: { threshold: 0.5 }
                        pii: { request: block, entities: [ URL, US_SSN, PERSON ] }
                        harm: { response: block, thresholds: { violence: 0.3 } }
                        policies: [ { name: no-prices, on: [ response ], patterns: [ "\\\\$[0-9]+" ], action: redact } ]
                        hold-back: { characters: 1024 }
                """);
        assertEquals(new InjectionSettings(GuardAction.BLOCK, OptionalDouble.of(0.5), false), greet.injection());
        assertEquals(new PiiSettings(PiiSettings.Action.BLOCK, PiiSettings.Action.FLAG, Set.of("URL", "US_SSN", "PERSON")), greet.pii());
        assertEquals(GuardAction.BLOCK, greet.harm().request());
        assertEquals(GuardAction.BLOCK, greet.harm().response());
        assertEquals(Map.of(HarmCategory.HATE, 0.4, HarmCategory.VIOLENCE, 0.3), greet.harm().thresholds());
        assertEquals(List.of("own", "no-prices"), greet.policies(Direction.RESPONSE).stream().map(PolicySettings::name).toList());
        assertEquals(1024, greet.holdBack().characters());
        assertEquals(100, greet.holdBack().pause().toMillis());
    }

    @Test
    void theFirstPatternThatMatchesCounts() throws InvalidConfig {
        String prompts = "      a-b: { harm: { response: block } }\n      a-*: { sanitize: true }\n      '*': { injection: { threshold: 0.1 } }\n";
        assertEquals(GuardAction.BLOCK, of("a-b", prompts).harm().response());
        assertEquals(GuardAction.FLAG, of("a-c", prompts).harm().response());
        assertEquals(0.1, of("b", prompts).injection().threshold().orElseThrow());
    }

    static Stream<Arguments> weaker() {
        return Stream.of(
                arguments("sanitize: false", "sanitize: 'false' is weaker than this guard's 'true'; write true"),
                arguments("injection: { action: flag }", "injection.action: 'flag' is weaker than this guard's 'block'; write block"),
                arguments("injection: { action: off }", "injection.action: 'off' is weaker than this guard's 'block'; write block"),
                arguments("injection: { threshold: 0.61 }", "injection.threshold: '0.61' is weaker than this guard's '0.6'; write at most 0.6"),
                arguments("injection: { trust-system: true }", "injection.trust-system: 'true' is weaker than this guard's 'false'; write false"),
                arguments("pii: { request: restore }", "pii.request: 'restore' is weaker than this guard's 'redact'; write redact"),
                arguments("pii: { request: off }", "pii.request: 'off' is weaker than this guard's 'redact'; write redact"),
                arguments("pii: { response: off }", "pii.response: 'off' is weaker than this guard's 'flag'; write flag"),
                arguments("pii: { entities: [ URL, PERSON ] }", "pii.entities: 'US_SSN' is left out, and this guard looks for it; add US_SSN"),
                arguments("harm: { request: flag }", "harm.request: 'flag' is weaker than this guard's 'block'; write block"),
                arguments("harm: { response: off }", "harm.response: 'off' is weaker than this guard's 'flag'; write flag"),
                arguments("harm: { thresholds: { hate: 0.5 } }", "harm.thresholds.hate: '0.5' is weaker than this guard's '0.4'; write at most 0.4"),
                arguments("harm: { thresholds: { sexual: 0.6 } }", "harm.thresholds.sexual: '0.6' is weaker than this guard's '0.5'; write at most 0.5"),
                arguments("policies: [ { name: own, terms: [ x ] } ]",
                        "policies[0].name: 'own' is a policy of this guard, which would no longer count; give this one another name"),
                arguments("hold-back: { characters: 256 }", "hold-back.characters: '256' is weaker than this guard's '512'; write at least 512"),
                arguments("hold-back: { pause: 50ms }", "hold-back.pause: '50ms' is weaker than this guard's '100ms'; write at least 100ms"));
    }

    @ParameterizedTest
    @MethodSource("weaker")
    void nothingIsWeakerThanInTheGuardUnlessThatIsSaid(String key, String problem) throws InvalidConfig {
        assertProblems(PROVIDERS + MODELS + STRICT + "      greet: { " + key + " }\n",
                "gateway.yaml:11: guards.g.prompts.greet." + problem + MEANT);
        GuardSettings weaker = of("greet", "      greet: { weaker: true, " + key + " }\n");
        assertNotEquals(guard("      greet: {}\n").fingerprint(), weaker.fingerprint());
    }

    /** What the guard is told of by a score of its own was dropped below a prompt's higher one. */
    @Test
    void whoBlocksMustBeToldOfAllThatTheGuardIsToldOf() {
        String guard = PROVIDERS + MODELS + """
                guards:
                  g:
                    injection: { action: flag, threshold: 0.3 }
                    harm: { request: flag, thresholds: { hate: 0.4 } }
                    prompts:
                      greet: { %s }
                """;
        String greet = "gateway.yaml:8: guards.g.prompts.greet.";
        assertProblems(guard.formatted("injection: { action: block, threshold: 0.4 }"),
                greet + "injection.threshold: '0.4' is weaker than this guard's '0.3'; write at most 0.3" + MEANT);
        assertProblems(guard.formatted("harm: { request: block, thresholds: { hate: 0.9 } }"),
                greet + "harm.thresholds.hate: '0.9' is weaker than this guard's '0.4'; write at most 0.4" + MEANT);
        assertProblems(guard.formatted("harm: { request: block, thresholds: { sexual: 0.6 } }"),
                greet + "harm.thresholds.sexual: '0.6' is weaker than this guard's '0.5'; write at most 0.5" + MEANT);
    }

    /** Injection is told of from 0.5 whoever blocks, and harm from its threshold or 0.5. */
    @Test
    void whoDoesMoreMayBeginLater() throws InvalidConfig {
        GuardSettings told = read(PROVIDERS + MODELS + """
                guards:
                  g:
                    injection: { action: flag }
                    pii: { request: off, response: off }
                    harm: { request: flag, thresholds: { hate: 0.4 } }
                    prompts:
                      greet: { injection: { action: block, threshold: 0.9 }, pii: { request: block, entities: [ URL ] }, harm: { request: block } }
                """).guards().get("g").prompts().find("greet").orElseThrow();
        assertEquals(GuardAction.BLOCK, told.injection().action());
        assertEquals(Set.of("URL"), told.pii().entities());
    }

    @Test
    void aPolicyTakesThePlaceOfTheGuardsWhereThatIsMeant() throws InvalidConfig {
        GuardSettings greet = of("greet", "      greet: { weaker: true, policies: [ { name: new, terms: [ y ] }, { name: own, terms: [ falcon ], action: flag } ] }\n");
        assertEquals(List.of("own", "new"), greet.policies().stream().map(PolicySettings::name).toList());
        assertEquals(PolicySettings.Action.FLAG, greet.policies().getFirst().action());
    }

    @Test
    void wrongPatternsAndKeysAreRefused() {
        assertProblems(PROVIDERS + MODELS + STRICT + "      'a b': {}\n      'a*': {}\n      ab*: {}\n      c: { injektion: {} }\n      d: { prompts: {} }\n",
                "gateway.yaml:11: guards.g.prompts.a?b: " + PromptPattern.WRONG,
                "gateway.yaml:13: guards.g.prompts.ab*: is never reached: 'a*' before it matches all that it does; put the narrower one first",
                "gateway.yaml:14: guards.g.prompts.c.injektion: unknown key; did you mean 'injection'? Known here: weaker, sanitize, injection, pii, harm,"
                        + " policies, hold-back",
                "gateway.yaml:15: guards.g.prompts.d.prompts: unknown key. Known here: weaker, sanitize, injection, pii, harm, policies, hold-back");
    }

    @Test
    void promptsAndTheirTermsAreBounded() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 257; i++) {
            many.append("      p").append(i).append(": {}\n");
        }
        assertProblems(PROVIDERS + MODELS + STRICT + many, "gateway.yaml:10: guards.g.prompts: has 257 entries, and at most 256 are allowed;"
                + " use patterns, such as support-*");
        assertProblems(PROVIDERS + MODELS + "guards:\n  g:\n    policies: [ { name: own, patterns: [ " + large(9) + " ] } ]\n    prompts:\n"
                        + "      p: { policies: [ { name: more, patterns: [ " + large(9) + " ] } ] }\n",
                "gateway.yaml:7: guards.g.prompts.p.policies: the patterns of all policies are together too large: every text would take long. Use fewer,"
                        + " or smaller numbers in { }; words are cheaper as terms");
    }

    @Test
    void termsOfPromptsCountTogether() {
        String term = "'" + "x".repeat(124) + "%04d'";
        StringBuilder prompts = new StringBuilder();
        for (int p = 0; p < 2; p++) {
            String terms = IntStream.range(p * 2_000, p * 2_000 + 2_000).mapToObj(i -> term.formatted(i)).collect(Collectors.joining(", "));
            prompts.append("      p").append(p).append(": { policies: [ { name: more, terms: [ ").append(terms).append(" ] } ] }\n");
        }
        assertProblems(PROVIDERS + MODELS + STRICT + prompts, "gateway.yaml:10: guards.g.prompts: the terms of this guard and its prompts have 512006"
                + " characters, and at most 500000 are allowed together; use fewer or shorter ones");
    }

    private static String large(int count) {
        return String.join(", ", IntStream.range(0, count).mapToObj(i -> "'" + (char) ('a' + i) + "{400}'").toList());
    }

    /** It would let whatever is made weaker in the guard later be weaker here as well, unsaid. */
    @Test
    void sayingThatSomethingIsWeakerWhereNothingIsIsWarnedOf() throws InvalidConfig {
        String text = PROVIDERS + MODELS + STRICT + "      greet: { weaker: true, injection: { threshold: 0.5 } }\n";
        assertEquals("gateway.yaml:11: guards.g.prompts.greet.weaker: nothing here is weaker than in the guard; leave it out",
                GatewayYaml.accept("gateway.yaml", text, Map.<String, String>of()::get).warnings().get().getLast());
    }

    @Test
    void theOrderOfPromptsIsPartOfTheConfiguration() throws InvalidConfig {
        assertNotEquals(guard("      a*: {}\n      '*b': { sanitize: true }\n"), guard("      '*b': { sanitize: true }\n      a*: {}\n"));
    }
}
