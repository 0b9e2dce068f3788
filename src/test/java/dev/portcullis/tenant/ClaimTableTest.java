package dev.portcullis.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.config.GatewayYaml;
import dev.portcullis.config.InvalidConfig;
import dev.portcullis.pipeline.Identity;
import dev.portcullis.pipeline.Refusal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimTableTest {

    private static final String BASE = "providers: { p: { dialect: simulator } }\nmodels: { m: { targets: { a: { provider: p } } },"
            + " n: { targets: { a: { provider: p } } } }\n";
    private static final String OURS = "https://login.ours.example";
    private static final String THEIRS = "https://login.theirs.example";

    @Test
    void aTenantIsToldByTextANumberOrAFlag() throws InvalidConfig {
        for (Map.Entry<String, Object> one : Map.<String, Object>of("acme", "acme", "7", 7, "-3", -3L, "1.5", 1.5, "true", true).entrySet()) {
            assertMember("acme", table("acme: { oidc: { claim: t, value: '" + one.getKey() + "' } }").identify(OURS, Map.of("t", one.getValue()), "k"));
        }
    }

    @Test
    void aTenantIsToldByOneOfAList() throws InvalidConfig {
        ClaimTable table = table("acme: { oidc: { claim: groups, value: /acme/staff } }");
        assertMember("acme", table.identify(OURS, Map.of("groups", List.of("/else", 5, "/acme/staff", Map.of("a", 1))), "k"));
        assertNoTenant(false, table.identify(OURS, Map.of("groups", List.of("/acme/staff/x", List.of("/acme/staff"))), "k"));
        assertNoTenant(false, table.identify(OURS, Map.of("groups", Map.of("/acme/staff", true)), "k"));
    }

    @Test
    void aValueIsTheWholeValueInTheSameLetters() throws InvalidConfig {
        ClaimTable table = table("acme: { oidc: { claim: t, value: acme } }");
        for (String other : List.of("Acme", "acme ", "acme,globex", "", "*")) {
            assertNoTenant(false, table.identify(OURS, Map.of("t", other), "k"));
        }
    }

    /** The other issuer's people write their own claims. */
    @Test
    void anIssuerCannotSpeakForATenantOfAnother() throws InvalidConfig {
        ClaimTable table = table("acme: { oidc: { claim: t, value: x, issuer: '" + OURS + "' } }",
                "globex: { oidc: { claim: t, value: x, issuer: '" + THEIRS + "' } }");
        assertMember("acme", table.identify(OURS, Map.of("t", "x"), "k"));
        assertMember("globex", table.identify(THEIRS, Map.of("t", "x"), "k"));
        assertNoTenant(false, table.identify(OURS + "/", Map.of("t", "x"), "k"));
    }

    @Test
    void aTokenOfTwoTenantsBelongsToNone() throws InvalidConfig {
        ClaimTable table = table("acme: { oidc: { claim: a/b, value: x } }", "globex: { oidc: { claim: c, value: y } }",
                "initech: { oidc: { claim: c, value: z } }");
        Refusal.NoTenant two = assertNoTenant(true, table.identify(OURS, Map.of("a", Map.of("b", "x"), "c", "y"), "k"));
        assertEquals(List.of("a/b", "c"), two.claims());
        assertEquals(List.of("c"), assertNoTenant(true, table.identify(OURS, Map.of("c", List.of("y", "z")), "k")).claims());
        assertMember("globex", table.identify(OURS, Map.of("c", List.of("y", "y")), "k"));
    }

    @Test
    void whereNobodyIsFoundItSaysWhereItLooked() throws InvalidConfig {
        assertEquals(List.of("c", "a/b"), assertNoTenant(false, table("globex: { oidc: { claim: c, value: y } }",
                "acme: { oidc: { claim: a/b, value: x } }").identify(OURS, Map.of(), "k")).claims());
        assertEquals(List.of(), assertNoTenant(false, table("acme: {}").identify(OURS, Map.of("t", "x"), "k")).claims());
    }

    @Test
    void aMemberByTokenHasTheTenantsModelsAndAKeyId() throws InvalidConfig {
        Identity.Member member = assertMember("acme", table("acme: { models: [ n ], oidc: { claim: t, value: x } }").identify(OURS, Map.of("t", "x"), "jwt-1"));
        assertEquals("jwt-1", member.keyId());
        assertTrue(member.tenant().mayUse().test("n"));
        assertFalse(member.tenant().mayUse().test("m"));
    }

    @Test
    void anotherConfigurationIsAnotherTable() throws InvalidConfig {
        Tenants tenants = new Tenants(InstantSource.system());
        tenants.apply(GatewayYaml.read("f", BASE + "tenants: { acme: { oidc: { claim: t, value: x } } }\n", name -> null));
        ClaimTable before = tenants.claims();
        assertEquals(before, tenants.claims());
        tenants.apply(GatewayYaml.read("f", BASE + "tenants: { acme: { oidc: { claim: t, value: y } } }\n", name -> null));
        assertFalse(before == tenants.claims());
        assertNoTenant(false, tenants.claims().identify(OURS, Map.of("t", "x"), "k"));
    }

    private static ClaimTable table(String... tenants) throws InvalidConfig {
        Tenants all = new Tenants(InstantSource.system());
        all.apply(GatewayYaml.read("f", BASE + "tenants:\n  " + String.join("\n  ", tenants) + "\n", name -> null));
        return all.claims();
    }

    private static Identity.Member assertMember(String tenant, Identity identity) {
        Identity.Member member = assertInstanceOf(Identity.Member.class, identity);
        assertEquals(tenant, member.tenant().name());
        return member;
    }

    private static Refusal.NoTenant assertNoTenant(boolean several, Identity identity) {
        Refusal.NoTenant no = assertInstanceOf(Refusal.NoTenant.class, assertInstanceOf(Identity.Rejected.class, identity).why());
        assertEquals(several, no.several());
        return no;
    }
}
