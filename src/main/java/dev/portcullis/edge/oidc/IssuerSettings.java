package dev.portcullis.edge.oidc;

import io.quarkus.oidc.Oidc;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.runtime.OidcConfig;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.quarkus.oidc.runtime.OidcTenantConfig.Roles.Source;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Quarkus' settings for OIDC, of which the gateway looks after the issuers and their keys itself (decision 005). A setting that would
 * make a check stricter in a way that is not done here stops the start: it must not be taken for one that is in force.
 */
@Singleton
final class IssuerSettings {

    /** The issuer without a name, in messages and metrics. */
    static final String OWN = "default";

    private static final String PREFIX = "quarkus.oidc.";

    private final Map<String, OidcTenantConfig> all = new LinkedHashMap<>();

    /** @throws ConfigurationException naming a setting that cannot be followed */
    IssuerSettings(OidcConfig config) {
        new TreeMap<>(config.namedTenants()).forEach((key, tenant) -> {
            String name = key.equals(OidcConfig.DEFAULT_TENANT_KEY) ? OWN : key;
            if (tenant.tenantEnabled() && (tenant.authServerUrl().isPresent() || tenant.publicKey().isPresent())) {
                check(name.equals(OWN) ? PREFIX : PREFIX + name + ".", tenant);
                all.put(name, OidcTenantConfig.of(tenant));
            }
        });
    }

    /** By name, in the order of their names. */
    Map<String, OidcTenantConfig> all() {
        return all;
    }

    /** Quarkus would ask every issuer for its keys while it starts, and would not start without some of them. */
    void takeOver(@Observes Oidc quarkus, OidcConfig config) {
        config.namedTenants().values().forEach(tenant -> quarkus.create(OidcTenantConfig.builder(tenant).tenantEnabled(false).build()));
    }

    private static void check(String prefix, io.quarkus.oidc.runtime.OidcTenantConfig tenant) {
        refuse(tenant.authServerUrl().isEmpty(), prefix + "public-key", "set " + prefix + "auth-server-url");
        refuse(tenant.provider().isPresent(), prefix + "provider", "write out what it stands for");
        refuse(tenant.applicationType().filter(type -> type != ApplicationType.SERVICE).isPresent(), prefix + "application-type", "service is meant");
        refuse(tenant.token().requireJwtIntrospectionOnly(), prefix + "token.require-jwt-introspection-only", "tokens are checked with keys only");
        refuse(tenant.token().verifyAccessTokenWithUserInfo().orElse(false), prefix + "token.verify-access-token-with-user-info",
                "tokens are checked with keys only");
        refuse(tenant.authentication().userInfoRequired().orElse(false), prefix + "authentication.user-info-required",
                "tokens are checked with keys only");
        refuse(tenant.roles().source().filter(source -> source != Source.accesstoken).isPresent(), prefix + "roles.source", "accesstoken is meant");
        refuse(tenant.token().decryptAccessToken(), prefix + "token.decrypt-access-token", "tokens are signed, not encrypted");
        refuse(tenant.token().binding().certificate(), prefix + "token.binding.certificate", "bound tokens are refused");
        refuse(!tenant.token().authorizationScheme().equalsIgnoreCase("Bearer"), prefix + "token.authorization-scheme", "Bearer is meant");
        refuse(!tenant.discoveryEnabled().orElse(true) && tenant.jwksPath().isEmpty(), prefix + "discovery-enabled=false",
                "it needs " + prefix + "jwks-path");
        refuse(!tenant.discoveryEnabled().orElse(true) && tenant.token().issuer().isEmpty(), prefix + "discovery-enabled=false",
                "it needs " + prefix + "token.issuer");
    }

    private static void refuse(boolean set, String setting, String instead) {
        if (set) {
            throw new ConfigurationException(setting + " cannot be followed here: " + instead);
        }
    }
}
