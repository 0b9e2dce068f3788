package dev.portcullis.config;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.portcullis.config.guard.EntityTypes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.portcullis.config.Readings.MODELS;
import static dev.portcullis.config.Readings.PROVIDERS;
import static dev.portcullis.config.Readings.assertProblems;
import static dev.portcullis.config.Readings.problems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class GuardYamlProblemsTest {

    private static final String SCORE = " is not a number from 0 to 1 with at most 4 decimals";
    private static final String POLICY = "policies[0]";
    private static final String POLICY_NAME =
            "the name of a policy is 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-', and starts with a letter or digit";
    private static final String TERM = "a term is 1 to 128 characters on one line, with a letter or digit among them";
    private static final String SYNTAX = "is not a regular expression as RE2 has them (no look-around, no back-references): ";
    private static final String EMPTY = "matches the empty text, so it would be found everywhere; make it take at least one character";
    private static final String LARGE =
            "is too large with its repeats written out: every text would take long. Make the numbers in { } smaller";

    static Stream<Arguments> guardProblems() {
        return Stream.of(
                arguments("sanitise: true", "sanitise: unknown key; did you mean 'sanitize'? Known here: sanitize, injection, pii, harm, policies, hold-back, prompts"),
                arguments("sanitize: on", "sanitize: 'on' is not true or false"),
                arguments("injection: block", "injection: expected a mapping, found a single value"),
                arguments("injection: { action: deny }", "injection.action: 'deny' is not known here. Known here: block, flag, off"),
                arguments("injection: { action: false }", "injection.action: expected text, found true or false; put it in quotes"),
                arguments("injection: { action: redact }", "injection.action: 'redact' is not known here. Known here: block, flag, off"),
                arguments("injection: { threshold: 1.01 }", "injection.threshold: '1.01'" + SCORE),
                arguments("injection: { threshold: -0.1 }", "injection.threshold: '-0.1'" + SCORE),
                arguments("injection: { threshold: .nan }", "injection.threshold: '.nan'" + SCORE),
                arguments("injection: { threshold: 0.12345 }", "injection.threshold: '0.12345'" + SCORE),
                arguments("injection: { trust-sytem: false }", "injection.trust-sytem: unknown key; did you mean 'trust-system'? Known here: action, threshold, trust-system"),
                arguments("pii: { request: mask }", "pii.request: 'mask' is not known here. Known here: block, redact, restore, flag, off"),
                arguments("pii: { response: restore }", "pii.response: 'restore' is not known here. Known here: block, redact, flag, off"),
                arguments("pii: { entities: EMAIL_ADDRESS }", "pii.entities: expected a list, found a single value"),
                arguments("pii: { entities: [] }", "pii.entities: the list is empty; write request: off and response: off to look for nothing"),
                arguments("pii: { entities: [ URL, URL ] }", "pii.entities[1]: 'URL' is listed twice"),
                arguments("pii: { entities: [ emial_address ] }", "pii.entities[0]: 'emial_address' is not a type of personal data;"
                        + " did you mean 'EMAIL_ADDRESS'? Known here: " + String.join(", ", EntityTypes.ALL)),
                arguments("harm: { request: redact }", "harm.request: 'redact' is not known here. Known here: block, flag, off"),
                arguments("harm: { thresholds: { hate: 2 } }", "harm.thresholds.hate: '2'" + SCORE),
                arguments("harm: { thresholds: { violense: 0.5 } }", "harm.thresholds.violense: unknown key; did you mean 'violence'? Known here:"
                        + " harassment, harassment/threatening, hate, hate/threatening, illicit, illicit/violent, self-harm, self-harm/intent,"
                        + " self-harm/instructions, sexual, sexual/minors, violence, violence/graphic"),
                arguments("hold-back: { characters: 127 }", "hold-back.characters: '127' is not a whole number from 128 to 4096"),
                arguments("hold-back: { characters: 4097 }", "hold-back.characters: '4097' is not a whole number from 128 to 4096"),
                arguments("hold-back: { pause: 0ms }", "hold-back.pause: '0ms' is not a duration such as 500ms, 2s, 10m or 1h, above 0 and at most 24h"),
                arguments("hold-back: { pause: 11s }", "hold-back.pause: is more than 10s: a caller would wait that long for words that are there"),
                arguments("policies: {}", "policies: expected a list, found a mapping"),
                arguments("policies: [ no-codenames ]", POLICY + ": expected a mapping, found a single value"));
    }

    @ParameterizedTest
    @MethodSource("guardProblems")
    void saysWhatIsWrongWithAGuard(String line, String expected) {
        assertProblems(guard(line), "gateway.yaml:5: guards.g." + expected);
    }

    static Stream<Arguments> policyProblems() {
        return Stream.of(
                arguments("terms: [ x ]", ".name: missing; it is required here"),
                arguments("name: a b, terms: [ x ]", ".name: " + POLICY_NAME),
                arguments("name: 'a;b=c', terms: [ x ]", ".name: " + POLICY_NAME),
                arguments("name: " + "a".repeat(65) + ", terms: [ x ]", ".name: " + POLICY_NAME),
                arguments("name: p", ": finds nothing; write terms: [ … ] or patterns: [ … ]"),
                arguments("name: p, terms: []", ".terms: expected a list with at least one entry"),
                arguments("name: p, term: [ x ], patterns: [ x ]", ".term: unknown key; did you mean 'terms'? Known here: name, on, terms, patterns, action"),
                arguments("name: p, terms: [ x ], on: []", ".on: the list is empty; leave the key out for both request and response"),
                arguments("name: p, terms: [ x ], on: [ reqest ]", ".on[0]: 'reqest' is not known here; did you mean 'request'? Known here: request, response"),
                arguments("name: p, terms: [ x ], on: [ request, request ]", ".on[1]: 'request' is listed twice"),
                arguments("name: p, terms: [ x ], action: restore", ".action: 'restore' is not known here. Known here: block, flag, redact"),
                arguments("name: p, terms: [ x ], action: off", ".action: 'off' is not known here. Known here: block, flag, redact"),
                arguments("name: p, terms: [ Falcon, falcon ]", ".terms[1]: 'falcon' is listed twice"),
                arguments("name: p, terms: [ 1234 ]", ".terms[0]: expected text, found a number; put it in quotes"),
                arguments("name: p, terms: [ '--' ]", ".terms[0]: " + TERM),
                arguments("name: p, terms: [ \"a\\nb\" ]", ".terms[0]: " + TERM),
                arguments("name: p, terms: [ " + "a".repeat(129) + " ]", ".terms[0]: " + TERM),
                arguments("name: p, terms: [ " + many(10_001) + " ]", ".terms: has 10001 entries, and at most 10000 are allowed; make it several policies"),
                arguments("name: p, patterns: [ " + many(33) + " ]", ".patterns: has 33 entries, and at most 32 are allowed; make it several policies"),
                arguments("name: p, patterns: [ x, x ]", ".patterns[1]: 'x' is listed twice"),
                arguments("name: p, patterns: [ " + "a".repeat(513) + " ]", ".patterns[0]: is 513 characters long; a pattern has at most 512"),
                arguments("name: p, patterns: [ 'sec(ret' ]", ".patterns[0]: " + SYNTAX + "missing closing )"),
                arguments("name: p, patterns: [ 'a(?=b)' ]", ".patterns[0]: " + SYNTAX + "invalid or unsupported Perl syntax"),
                arguments("name: p, patterns: [ '(a)\\1' ]", ".patterns[0]: " + SYNTAX + "invalid escape sequence"),
                arguments("name: p, patterns: [ '(((a{1000}){1000}){1000}){1000}' ]", ".patterns[0]: " + LARGE),
                arguments("name: p, patterns: [ 'a*' ]", ".patterns[0]: " + EMPTY),
                arguments("name: p, patterns: [ 'x|\\b' ]", ".patterns[0]: " + EMPTY),
                arguments("name: p, patterns: [ '(?m)^' ]", ".patterns[0]: " + EMPTY),
                arguments("name: p, patterns: [ '\\Bx*' ]", ".patterns[0]: " + EMPTY));
    }

    @Test
    void allTermsTogetherHaveSoManyCharacters() {
        String terms = IntStream.range(0, 5_000).mapToObj(i -> "x".repeat(100) + i).collect(Collectors.joining(", "));
        assertProblems(guard("policies: [ { name: p, terms: [ " + terms + " ] } ]"), "gateway.yaml:5: guards.g.policies: the terms of all policies have "
                + (5_000 * 100 + 18_890) + " characters, and at most 500000 are allowed together; use fewer or shorter ones");
    }

    @ParameterizedTest
    @MethodSource("policyProblems")
    void saysWhatIsWrongWithAPolicy(String policy, String expected) {
        assertProblems(guard("policies: [ { " + policy + " } ]"), "gateway.yaml:5: guards.g." + POLICY + expected);
    }

    @Test
    void wantsPoliciesOfDifferentNamesAndNotTooManyOfThem() {
        assertProblems(guard("policies:", "  - { name: a, terms: [ x ] }", "  - { name: a, terms: [ y ] }"),
                "gateway.yaml:7: guards.g.policies[1].name: 'a' is the name of another policy of this guard");
        assertProblems(guard("policies: [ " + policies(65, "x") + " ]"),
                "gateway.yaml:5: guards.g.policies: has 65 entries, and at most 64 are allowed");
    }

    @Test
    void boundsThePatternsOfAllPoliciesTogether() {
        assertProblems(guard("policies: [ " + policies(17, "a{400}") + " ]"), "gateway.yaml:5: guards.g.policies: the patterns of all policies"
                + " are together too large: every text would take long. Use fewer, or smaller numbers in { }; words are cheaper as terms");
    }

    @Test
    void wantsATenantsGuardToBeAnEntry() {
        assertProblems(PROVIDERS + MODELS + "tenants: { a: { guard: strikt } }\nguards: { strict: {}, default: {} }\n",
                "gateway.yaml:3: tenants.a.guard: 'strikt' is not an entry of guards; did you mean 'strict'? Known here: strict, default");
        assertProblems(PROVIDERS + MODELS + "tenants: { a: { guard: default } }\n",
                "gateway.yaml:3: tenants.a.guard: names an entry of guards, and this file has none");
        assertProblems(PROVIDERS + MODELS + "guards: { 'a b': {} }\n",
                "gateway.yaml:3: guards.a?b: a name is 1 to 256 visible ASCII characters without spaces");
    }

    @Test
    void neverRepeatsATermOrPatternFromTheEnvironment() {
        List<String> problems = problems(guard("policies: [ { name: p, terms: [ a, \"${T}\", \"${T}\" ], patterns: [ \"${P}\", \"${Q}\" ] } ]"),
                Map.of("T", "quiet-falcon", "P", "quiet(?=falcon)", "Q", "(quiet-falcon"));
        assertEquals(List.of(
                "gateway.yaml:5: guards.g.policies[0].terms[2]: the value of ${T} is listed twice",
                "gateway.yaml:5: guards.g.policies[0].patterns[0]: " + SYNTAX + "invalid or unsupported Perl syntax",
                "gateway.yaml:5: guards.g.policies[0].patterns[1]: " + SYNTAX + "missing closing )"), problems);
        assertFalse(problems.toString().contains("quiet"));
    }

    private static String many(int count) {
        return IntStream.range(0, count).mapToObj(i -> "t" + i).collect(Collectors.joining(", "));
    }

    private static String policies(int count, String pattern) {
        return IntStream.range(0, count).mapToObj(i -> "{ name: p" + i + ", patterns: [ '" + pattern + "' ] }").collect(Collectors.joining(", "));
    }

    /** The lines of the guard {@code g}; they begin on line 5. */
    private static String guard(String... lines) {
        return PROVIDERS + MODELS + "guards:\n  g:\n    " + String.join("\n    ", lines) + "\n";
    }
}
