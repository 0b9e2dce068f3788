package dev.portcullis.edge.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.OidcTenantConfigBuilder;
import io.quarkus.oidc.runtime.OidcConfig;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.quarkus.oidc.runtime.OidcTenantConfig.Roles.Source;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IssuerSettingsTest {

    private static final String URL = "https://login.example";

    @Test
    void withoutAnAddressThereIsNoIssuer() {
        assertEquals(Map.of(), read(Map.of(OidcConfig.DEFAULT_TENANT_KEY, OidcTenantConfig.builder().build())).all());
        assertEquals(Map.of(), read(Map.of(OidcConfig.DEFAULT_TENANT_KEY, issuer().tenantEnabled(false).build())).all());
    }

    @Test
    void theOneWithoutANameAndTheOthersHaveNames() {
        IssuerSettings settings = read(Map.of(OidcConfig.DEFAULT_TENANT_KEY, issuer().build(), "partner", issuer().build(),
                "off", issuer().tenantEnabled(false).build()));
        assertEquals(List.of("default", "partner"), List.copyOf(settings.all().keySet()));
    }

    /** Whoever wrote them thinks that they are in force. */
    @Test
    void whatCannotBeFollowedIsNamed() {
        assertRefused("public-key", OidcTenantConfig.builder().publicKey("key"));
        assertRefused("application-type", issuer().applicationType(ApplicationType.WEB_APP));
        assertRefused("token.require-jwt-introspection-only", issuer().token().requireJwtIntrospectionOnly().end());
        assertRefused("token.verify-access-token-with-user-info", issuer().token().verifyAccessTokenWithUserInfo().end());
        assertRefused("roles.source", issuer().roles().source(Source.userinfo).end());
        assertRefused("roles.source", issuer().roles().source(Source.idtoken).end());
        assertRefused("token.decrypt-access-token", issuer().token().decryptAccessToken(true).end());
        assertRefused("token.authorization-scheme", issuer().token().authorizationScheme("DPoP").end());
        assertRefused("discovery-enabled=false", issuer().discoveryEnabled(false));
        assertRefused("discovery-enabled=false", issuer().discoveryEnabled(false).jwksPath("/keys"));
    }

    @Test
    void rolesOfTheAccessTokenAreWhatIsTakenAnyway() {
        assertEquals(1, read(Map.of("partner", issuer().roles().source(Source.accesstoken).end().build())).all().size());
    }

    private static void assertRefused(String setting, OidcTenantConfigBuilder builder) {
        OidcTenantConfig wrong = builder.build();
        assertEquals("quarkus.oidc." + setting, message(OidcConfig.DEFAULT_TENANT_KEY, wrong).split(" ")[0]);
        assertEquals("quarkus.oidc.partner." + setting, message("partner", wrong).split(" ")[0]);
    }

    private static String message(String name, OidcTenantConfig wrong) {
        return assertThrows(ConfigurationException.class, () -> read(Map.of(name, wrong))).getMessage();
    }

    private static OidcTenantConfigBuilder issuer() {
        return OidcTenantConfig.authServerUrl(URL);
    }

    private static IssuerSettings read(Map<String, OidcTenantConfig> tenants) {
        return new IssuerSettings(new OidcConfig() {
            @Override
            public Map<String, io.quarkus.oidc.runtime.OidcTenantConfig> namedTenants() {
                return new HashMap<>(tenants);
            }

            @Override
            public TokenCache tokenCache() {
                throw new UnsupportedOperationException();
            }

            @Override
            public boolean resolveTenantsWithIssuer() {
                return false;
            }

            @Override
            public int priority() {
                return 0;
            }
        });
    }
}
