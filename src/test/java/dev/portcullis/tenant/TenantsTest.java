package dev.portcullis.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.config.GatewayYaml;
import dev.portcullis.config.InvalidConfig;
import dev.portcullis.config.KeyHash;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Identity;
import java.time.Instant;
import java.time.InstantSource;
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
        Tenants tenants = new Tenants(InstantSource.system());
        tenants.apply(GatewayYaml.read("f", BASE, name -> null));
        assertEquals("default", assertInstanceOf(Identity.Member.class, tenants.identify(Headers.NONE)).tenant().name());
    }

    @Test
    void beforeAnythingIsConfiguredNobodyIsServed() {
        assertInstanceOf(Identity.Stranger.class, new Tenants(InstantSource.system()).identify(Headers.of("x-api-key", "test-key-1")));
    }

    @Test
    void anIssuedKeyLeadsToItsTenantByItsPrefix() throws InvalidConfig {
        Tenants tenants = tenants("test-key-1");
        tenants.issued(List.of(issued("abc", "acme", "issued-key", null), issued("def", "gone", "other-key", null)));
        Identity.Member member = assertInstanceOf(Identity.Member.class, tenants.identify(Headers.of("x-api-key", "issued-key")));
        assertEquals("acme", member.tenant().name());
        assertEquals("sk-pc-abc", member.keyId());
        assertFalse(member.tenant().mayUse().test("gpt-4o"));
        assertInstanceOf(Identity.Member.class, tenants.identify(Headers.of("x-api-key", "test-key-1")));
        assertInstanceOf(Identity.Stranger.class, tenants.identify(Headers.of("x-api-key", "other-key")), "its tenant is not configured");
        IssuedKey revoked = issued("abc", "acme", "issued-key", null);
        revoked.revokedAt = Instant.now();
        tenants.issued(List.of(revoked));
        assertInstanceOf(Identity.Stranger.class, tenants.identify(Headers.of("x-api-key", "issued-key")));
    }

    @Test
    void issuedKeysOutliveAReloadAndFollowTheirTenant() throws InvalidConfig {
        Tenants tenants = tenants("test-key-1");
        tenants.issued(List.of(issued("abc", "acme", "issued-key", null)));
        tenants.apply(GatewayYaml.read("f", yaml("test-key-2").replace("acme", "other"), name -> null));
        assertInstanceOf(Identity.Stranger.class, tenants.identify(Headers.of("x-api-key", "issued-key")));
        tenants.apply(GatewayYaml.read("f", yaml("test-key-2"), name -> null));
        assertInstanceOf(Identity.Member.class, tenants.identify(Headers.of("x-api-key", "issued-key")));
    }

    @Test
    void aKeyExpiresOnTime() throws InvalidConfig {
        Instant[] now = {Instant.parse("2026-01-01T00:00:00Z")};
        Tenants tenants = new Tenants(() -> now[0]);
        tenants.apply(GatewayYaml.read("f", yaml("test-key-1"), name -> null));
        tenants.issued(List.of(issued("abc", "acme", "issued-key", now[0].plusSeconds(1))));
        assertInstanceOf(Identity.Member.class, tenants.identify(Headers.of("x-api-key", "issued-key")));
        now[0] = now[0].plusSeconds(1);
        Identity.Stranger stranger = assertInstanceOf(Identity.Stranger.class, tenants.identify(Headers.of("x-api-key", "issued-key")));
        assertEquals("The API key has expired.", stranger.reason());
    }

    /** One such row stopped every key that was issued or revoked from then on. */
    @Test
    void aHashThatCannotBeReadKeepsNoOtherKeyOut() throws InvalidConfig {
        Tenants tenants = tenants("test-key-1");
        IssuedKey unreadable = issued("abc", "acme", "issued-key", null);
        unreadable.hash = unreadable.hash.replace("sha256:", "");
        tenants.issued(List.of(unreadable, issued("def", "acme", "other-key", null)));
        assertInstanceOf(Identity.Stranger.class, tenants.identify(Headers.of("x-api-key", "issued-key")));
        assertInstanceOf(Identity.Member.class, tenants.identify(Headers.of("x-api-key", "other-key")));
    }

    @Test
    void keysThatTheDatabaseDoesNotKnowAnyMoreAreDropped() throws InvalidConfig {
        Tenants tenants = tenants("test-key-1");
        tenants.issued(List.of(issued("abc", "acme", "issued-key", null)));
        tenants.issuedAreOnly(tenants.issued(List.of(issued("def", "acme", "other-key", null))));
        assertInstanceOf(Identity.Stranger.class, tenants.identify(Headers.of("x-api-key", "issued-key")));
        assertInstanceOf(Identity.Member.class, tenants.identify(Headers.of("x-api-key", "other-key")));
        assertInstanceOf(Identity.Member.class, tenants.identify(Headers.of("x-api-key", "test-key-1")), "those of the file stay");
    }

    /** Before the file was read nobody knows whether the gateway is open. */
    @Test
    void issuedKeysThatComeBeforeTheFileOpenNothing() {
        Tenants tenants = new Tenants(InstantSource.system());
        tenants.issued(List.of(issued("abc", "acme", "issued-key", null)));
        assertInstanceOf(Identity.Stranger.class, tenants.identify(Headers.of("x-api-key", "issued-key")));
        assertInstanceOf(Identity.Stranger.class, tenants.identify(Headers.NONE));
    }

    private static IssuedKey issued(String id, String tenant, String text, Instant expiresAt) {
        IssuedKey key = new IssuedKey();
        key.id = id;
        key.tenant = tenant;
        key.hash = KeyHash.of(text).written();
        key.expiresAt = expiresAt;
        return key;
    }

    private static Tenants tenants(String key) throws InvalidConfig {
        Tenants tenants = new Tenants(InstantSource.system());
        tenants.apply(GatewayYaml.read("f", yaml(key), name -> null));
        return tenants;
    }

    private static String yaml(String key) {
        return BASE + "tenants: { acme: { keys: [ \"" + Keys.hash(key) + "\" ], models: [ \"claude-*\" ] } }\n";
    }
}
