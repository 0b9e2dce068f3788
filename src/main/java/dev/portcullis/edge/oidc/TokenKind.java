package dev.portcullis.edge.oidc;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells access tokens from the other tokens that an issuer signs with the same keys, as far as that can be told: by the header's
 * {@code typ} (RFC 9068; RFC 8725, section 3.11), Keycloak's claim of that name, and claims that only id tokens have (OpenID Connect
 * Core, section 3.1.3.6). A token that is bound to a key or certificate of its owner is refused, because that is not checked here.
 */
final class TokenKind {

    private static final Set<String> ALGORITHMS =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");
    private static final Set<String> ACCESS_HEADERS = Set.of("jwt", "at+jwt", "application/at+jwt");
    private static final Set<String> OTHER_KINDS = Set.of("ID", "Refresh", "Offline", "Logout", "Serialized-ID");

    private TokenKind() {
    }

    /** Whether its header names an algorithm whose keys an issuer can publish: {@code none} and shared secrets are no proof of anything. */
    static boolean isSigned(Jwt token) {
        return token.headerText("alg").filter(ALGORITHMS::contains).isPresent();
    }

    /** @param expected the claim {@code typ} that the settings want. @return what is wrong, as the end of a sentence */
    static Optional<String> wrong(Jwt token, Optional<String> expected) {
        boolean otherHeader = token.headerText("typ").filter(type -> !ACCESS_HEADERS.contains(type.toLowerCase(Locale.ROOT))).isPresent();
        Optional<String> kind = token.text("typ");
        boolean otherKind = expected.isPresent() ? !kind.equals(expected) : kind.filter(OTHER_KINDS::contains).isPresent();
        if (otherHeader || otherKind || token.claims().containsKey("at_hash") || token.claims().containsKey("c_hash")) {
            return Optional.of("it is not an access token");
        }
        return token.claims().containsKey("cnf")
                ? Optional.of("it is bound to a key or certificate of its owner (cnf), which cannot be checked here") : Optional.empty();
    }
}
