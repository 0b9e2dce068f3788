package dev.portcullis.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.config.GatewayYaml;
import dev.portcullis.config.InvalidConfig;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Identity;
import java.util.List;
import org.junit.jupiter.api.Test;

class TenantsTest {

    private static final String BASE = "providers: { p: { dialect: simulator } }\nmodels: { gpt-4o: { targets: { a: { provider: p } } },"
            + " claude-x: { targets: { a: { provider: p } } } }\n";

    @Test
    void aKeyMayComeInAnyOfThreeHeaders() throws InvalidConfig {
        Tenants tenants = tenants("test-key-1");
        for (Headers headers : List.of(Headers.of("Authorization", "Bearer test-key-1"), Headers.of("authorization", "bearer  test-key-1 "),
                Headers.of("X-Api-Key", "test-key-1"), Headers.of("api-key", "test-key-1"))) {
            assertEquals("acme", assertInstanceOf(Identity.Member.class, tenants.identify(headers)).tenant().name());
        }
    }

    /** Proxies and browsers add authorization headers of their own. */
    @Test
    void aForeignAuthorizationDoesNotHideAKey() throws InvalidConfig {
        Tenants tenants = tenants("test-key-1");
        for (String foreign : List.of("Basic dGVzdA==", "Bearer ", "")) {
            assertInstanceOf(Identity.Member.class,
                    tenants.identify(Headers.of("authorization", foreign).with("x-api-key", " ").with("api-key", "test-key-1")), foreign);
        }
    }

    @Test
    void whoHasNoKeyOrAnotherOneIsAStranger() throws InvalidConfig {
        Tenants tenants = tenants("test-key-1");
        for (Headers headers : List.of(Headers.NONE, Headers.of("authorization", "Basic dGVzdA=="), Headers.of("authorization", "Bearer "),
                Headers.of("x-api-key", "test-key-2"))) {
            Identity.Stranger stranger = assertInstanceOf(Identity.Stranger.class, tenants.identify(headers));
            assertFalse(stranger.reason().contains("test-key"), stranger.reason());
        }
    }

    @Test
    void aKeyThatIsTakenOutStopsWorkingAtOnce() throws InvalidConfig {
        Tenants tenants = tenants("test-key-1");
        tenants.apply(GatewayYaml.read("f", yaml("test-key-2"), name -> null));
        assertInstanceOf(Identity.Stranger.class, tenants.identify(Headers.of("x-api-key", "test-key-1")));
        assertInstanceOf(Identity.Member.class, tenants.identify(Headers.of("x-api-key", "test-key-2")));
    }

    @Test
    void aMemberMayUseWhatItsPatternsName() throws InvalidConfig {
        Identity.Member member = assertInstanceOf(Identity.Member.class, tenants("test-key-1").identify(Headers.of("x-api-key", "test-key-1")));
        assertTrue(member.tenant().mayUse().test("claude-x"));
        assertFalse(member.tenant().mayUse().test("gpt-4o"));
        assertEquals(8, member.keyId().length());
    }

    @Test
    void withoutTenantsEverybodyIsServed() throws InvalidConfig {
        Tenants tenants = new Tenants();
        tenants.apply(GatewayYaml.read("f", BASE, name -> null));
        assertEquals("default", assertInstanceOf(Identity.Member.class, tenants.identify(Headers.NONE)).tenant().name());
    }

    @Test
    void beforeAnythingIsConfiguredNobodyIsServed() {
        assertInstanceOf(Identity.Stranger.class, new Tenants().identify(Headers.of("x-api-key", "test-key-1")));
    }

    private static Tenants tenants(String key) throws InvalidConfig {
        Tenants tenants = new Tenants();
        tenants.apply(GatewayYaml.read("f", yaml(key), name -> null));
        return tenants;
    }

    private static String yaml(String key) {
        return BASE + "tenants: { acme: { keys: [ \"" + Keys.hash(key) + "\" ], models: [ \"claude-*\" ] } }\n";
    }
}
