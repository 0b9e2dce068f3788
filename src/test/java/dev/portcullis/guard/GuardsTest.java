package dev.portcullis.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.config.GatewayYaml;
import dev.portcullis.config.InvalidConfig;
import dev.portcullis.guard.terms.OperatorRule;
import dev.portcullis.pipeline.PromptUse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuardsTest {

    private static final String REST = """
            providers: { p: { dialect: simulator } }
            models: { m: { targets: { t: { provider: p } } } }
            tenants: { acme: { guard: own }, other: {} }
            """;

    private final Guards guards = new Guards(GuardPromptTest.NOTHING_FOUND);

    private void apply(String settings) {
        try {
            guards.apply(GatewayYaml.read("gateway.yaml", REST + settings, Map.<String, String>of()::get));
        } catch (InvalidConfig wrong) {
            throw new AssertionError(wrong);
        }
    }

    private Policy of(String tenant, String prompt) {
        return guards.of(tenant, prompt.isEmpty() ? PromptUse.NONE : new PromptUse(prompt, "1.0.0", "", List.of())).orElse(null);
    }

    @Test
    void aPromptHasTheFirstPolicyThatMatchesInItsTenantsGuard() {
        apply("""
                guards:
                  own: { prompts: { a-b: { harm: { request: block } }, "a-*": { harm: { request: flag } } } }
                  default: { sanitize: false, prompts: { "a*": { harm: { response: block } } } }
                """);
        assertNotEquals(of("acme", "").fingerprint(), of("acme", "a-b").fingerprint());
        assertNotEquals(of("acme", "a-c").fingerprint(), of("acme", "a-b").fingerprint());
        assertSame(of("acme", ""), of("acme", "b"));
        assertSame(of("other", "a-b"), of("nobody", "a"));
        assertNotEquals(of("acme", "a-b").fingerprint(), of("other", "a-b").fingerprint());
        assertSame(of("other", ""), of("other", "b"));
    }

    @Test
    void whereThereIsNoGuardPromptsHaveNone() {
        apply("guards: { own: { prompts: { a: {} } } }");
        assertEquals(null, of("other", "a"));
        assertEquals(null, of("nobody", ""));
    }

    /** What does the same may be answered from what is known of the other. */
    @Test
    void aPromptWhosePolicySaysNothingHasItsGuards() {
        apply("guards: { own: { prompts: { a: {} } } }");
        assertSame(of("acme", ""), of("acme", "a"));
    }

    /** Each reload that changed anything in a prompt's section made all terms again, tens of megabytes, beside those that are kept. */
    @Test
    void rulesThatAReloadLeavesAsTheyAreStayTheSameObjects() {
        String settings = "guards: { own: { sanitize: %s, policies: [ { name: no, terms: [ falcon ], patterns: [ 'a+b' ] } ], prompts: { a: { injection: { threshold: 0.%d } } } } }";
        apply(settings.formatted("true", 4));
        OperatorRule rule = of("acme", "a").rules().getFirst();
        assertSame(rule, of("acme", "").rules().getFirst());
        apply(settings.formatted("false", 3));
        assertSame(rule, of("acme", "a").rules().getFirst());
        assertSame(rule, of("acme", "").rules().getLast());
        apply("guards: { own: {} }");
        apply(settings.formatted("true", 2));
        assertSame(rule, of("acme", "a").rules().getFirst(), "of a policy that is only kept");
        apply(settings.formatted("true", 2).replace("falcon", "eagle"));
        assertNotSame(rule, of("acme", "a").rules().getFirst());
    }

    /** Of more policies than are kept of old ones some were forgotten at once, and what was under way under them was refused. */
    @Test
    void allPoliciesThatWereInForceUntilNowAreKnown() {
        StringBuilder settings = new StringBuilder("guards:\n");
        for (String guard : List.of("own", "default")) {
            settings.append("  ").append(guard).append(":\n    prompts:\n");
            for (int i = 0; i < 200; i++) {
                settings.append("      p%d: { injection: { threshold: 0.%d%03d }, weaker: true }\n".formatted(i, guard.length(), i));
            }
        }
        apply(settings.toString());
        List<String> before = List.of(of("acme", "p0").fingerprint(), of("acme", "p199").fingerprint(), of("other", "p0").fingerprint(),
                of("other", "p199").fingerprint());
        apply("guards: { own: { sanitize: false } }");
        before.forEach(fingerprint -> assertTrue(guards.named(fingerprint).isPresent()));
        assertSame(of("acme", ""), of("acme", "p0"));
    }
}
