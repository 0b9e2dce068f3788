package dev.portcullis.edge.oidc;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/**
 * Tells the control plane whose token a request shows, so that Quarkus' annotations can ask for its roles. Takes the tokens of the
 * issuer without a name only: the others may belong to customers, who could give themselves any role.
 */
@Singleton
final class TokenMechanism implements HttpAuthenticationMechanism {

    private static final String BEARER = "bearer ";

    private final Issuers issuers;

    TokenMechanism(Issuers issuers) {
        this.issuers = issuers;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        String header = context.request().getHeader("authorization");
        if (!issuers.any() || header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Uni.createFrom().nullItem();
        }
        String credential = header.substring(BEARER.length()).strip();
        if (!Jwt.hasShape(credential)) {
            return Uni.createFrom().nullItem();
        }
        return credential.length() > Jwt.MAX_LENGTH ? Uni.createFrom().failure(failure("it is longer than " + Jwt.MAX_LENGTH + " characters"))
                : Uni.createFrom().completionStage(() -> issuers.check(credential).map(TokenMechanism::identity).toCompletionStage());
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, HttpHeaderNames.WWW_AUTHENTICATE, "Bearer"));
    }

    private static SecurityIdentity identity(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Good good when good.bearer().ofOwnIssuer() -> identity(good.bearer());
            case Verdict.Good foreign -> throw failure("its issuer does not open this");
            case Verdict.Bad bad -> throw failure(bad.reason());
            case Verdict.Unknown unknown -> throw failure("its issuer cannot be asked for its keys now");
        };
    }

    private static SecurityIdentity identity(Bearer bearer) {
        return QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal(bearer.name())).addRoles(bearer.roles()).build();
    }

    private static AuthenticationFailedException failure(String reason) {
        return new AuthenticationFailedException("The token is refused: " + reason + ".");
    }
}
