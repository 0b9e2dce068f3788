package dev.portcullis.edge.oidc;

import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Refused;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Whose token this is, for the control plane: with its roles, as Quarkus' security knows them. Takes tokens of the issuer without a
 * name only: the others may belong to customers, who could give themselves any role.
 */
@Singleton
public final class TokenIdentities {

    private final Issuers issuers;

    TokenIdentities(Issuers issuers) {
        this.issuers = issuers;
    }

    /**
     * @param credential of a token's shape
     * @return fails with {@link AuthenticationFailedException} for a token that is not accepted, with {@link Refused} where its issuer's
     *         keys cannot be had now
     */
    public Uni<SecurityIdentity> identify(String credential) {
        if (!issuers.any()) {
            return Uni.createFrom().failure(failure("no OpenID provider is configured here"));
        }
        return credential.length() > Jwt.MAX_LENGTH ? Uni.createFrom().failure(failure("it is longer than " + Jwt.MAX_LENGTH + " characters"))
                : Uni.createFrom().completionStage(() -> issuers.check(credential).map(TokenIdentities::identity).toCompletionStage());
    }

    private static SecurityIdentity identity(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Good good when good.bearer().ofOwnIssuer() -> identity(good.bearer());
            case Verdict.Good foreign -> throw failure("its issuer does not open this");
            case Verdict.Bad bad -> throw failure(bad.reason());
            case Verdict.Unknown unknown -> throw new Refused(new Refusal.IssuerAway(unknown.retryAfter()));
        };
    }

    private static SecurityIdentity identity(Bearer bearer) {
        return QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal("token:" + bearer.name())).addRoles(bearer.roles()).build();
    }

    private static AuthenticationFailedException failure(String reason) {
        return new AuthenticationFailedException("The token is refused: " + reason + ".");
    }
}
