package dev.portcullis.edge.oidc;

import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.runtime.JsonWebKeySet;
import io.quarkus.oidc.runtime.OidcProvider;
import java.util.Optional;

/**
 * What an issuer's tokens are checked with; never changes, there are new ones instead.
 *
 * @param issuer    what their {@code iss} must be; empty where the settings say that it may be any
 * @param published the key set as the issuer wrote it (RFC 7517)
 * @param check     Quarkus' own, with these keys and all of this issuer's settings
 */
record Keys(Optional<String> issuer, String published, OidcProvider check) {

    /** The settings' word for an issuer whose tokens may have any {@code iss}. */
    static final String ANY = "any";

    /** @throws OIDCException where the set, or a key of it, cannot be read */
    static Keys of(OidcTenantConfig settings, Optional<String> issuer, String published) {
        OidcTenantConfig exact = OidcTenantConfig.builder(settings).token().issuer(issuer.orElse(ANY)).end().build();
        return new Keys(issuer, published, new OidcProvider(null, exact, new JsonWebKeySet(published)));
    }
}
