package dev.portcullis.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.config.GatewayYaml;
import dev.portcullis.config.InvalidConfig;
import dev.portcullis.pipeline.Headers;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CacheRulesTest {

    static final String YAML = """
            providers: { p: { dialect: openai, base-url: 'http://localhost/v1' } }
            models: { m: { targets: { t: { provider: p } } } }
            tenants: { acme: { cache: { enabled: true } }, other: { cache: { enabled: true } }, plain: {} }
            cache: { ttl: 10m, max-input-tokens: 1000, categories: { analysis: 1h, validation: 5m } }
            """;
    private static final Question REPEATABLE = new Question(true, true, true, 1_000);

    private final CacheRules rules = rules();

    static CacheRules rules() {
        CacheRules rules = new CacheRules();
        try {
            rules.apply(GatewayYaml.read("gateway.yaml", YAML, name -> null));
        } catch (InvalidConfig mistake) {
            throw new IllegalStateException(mistake);
        }
        return rules;
    }

    @Test
    void aTenantsCallsAreCachedWhereItSaysSo() {
        assertEquals(new Permit(true, true, false, Duration.ofMinutes(10), Duration.ofMinutes(10)), permit("acme", Optional.empty(), REPEATABLE, ""));
        assertFalse(permit("plain", Optional.empty(), REPEATABLE, "").store());
        assertFalse(permit("unknown", Optional.empty(), REPEATABLE, "").store());
        assertTrue(rules.isFor("acme"));
        assertFalse(rules.isFor("plain"));
    }

    @Test
    void withoutATemplateOnlyWhatAsksForTheSameAnswerEachTime() {
        Question free = new Question(false, true, true, 1);
        assertFalse(permit("acme", Optional.empty(), free, "").store());
        assertTrue(permit("acme", Optional.of("analysis"), free, "").store());
    }

    @Test
    void aTemplatesCategoryDecidesAndHasATtlOfItsOwn() {
        assertEquals(Duration.ofHours(1), permit("acme", Optional.of("analysis"), REPEATABLE, "").ttl());
        assertEquals(Duration.ofMinutes(5), permit("acme", Optional.of("validation"), REPEATABLE, "").ttl());
        assertFalse(permit("acme", Optional.of("generation"), REPEATABLE, "").store());
    }

    @Test
    void toolsSeveralAnswersAndLongInputsAreNeverCached() {
        assertFalse(permit("acme", Optional.empty(), new Question(true, false, true, 1), "").store());
        assertFalse(permit("acme", Optional.of("analysis"), new Question(true, true, false, 1), "").store());
        assertFalse(permit("acme", Optional.empty(), new Question(true, true, true, 1_001), "").store());
    }

    @Test
    void theCallersWordComesLast() {
        assertEquals("false false false", seen("no-store"));
        assertEquals("false true false", seen("no-cache"));
        assertEquals("false false true", seen("no-store, only-if-cached"));
        assertEquals("true true true", seen("only-if-cached"));
        assertEquals(Duration.ofSeconds(5), permit("acme", Optional.empty(), REPEATABLE, "max-age=5").oldest());
        assertEquals(Duration.ofMinutes(10), permit("acme", Optional.empty(), REPEATABLE, "max-age=86400").oldest());
    }

    private String seen(String asked) {
        Permit permit = permit("acme", Optional.empty(), REPEATABLE, asked);
        return permit.read() + " " + permit.store() + " " + permit.onlyKnown();
    }

    private Permit permit(String tenant, Optional<String> category, Question question, String asked) {
        return rules.permit(tenant, category, question, CacheControl.of(Headers.of("cache-control", asked)));
    }
}
