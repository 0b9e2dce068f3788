package dev.portcullis.admin;

import dev.portcullis.store.StoreAway;
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
import java.util.Optional;

/**
 * Who an admin is: the bearer of the admin key, or of a token with the role {@code admin}. What the credential looks like decides
 * which of the two is asked. Concerns paths below {@code /admin} only.
 */
@Singleton
public final class AdminMechanism implements HttpAuthenticationMechanism {

    static final String ROLE = "admin";
    static final String NONE = "No admin key was given. Send it, or a token with the role 'admin', as 'Authorization: Bearer <key>'.";
    private static final String WRONG = "The admin key or token is not accepted.";
    /** How the bearer of the key is called in the audit. */
    static final String KEY_HOLDER = "admin key";

    private static final String PATH = "/admin";
    private static final String BEARER = "bearer ";
    private static final String REASON = AdminMechanism.class.getName() + ".reason";
    private static final int BEFORE_OIDC = 2_000;

    private final AdminKey key;
    private final AdminTokens tokens;

    AdminMechanism(AdminKey key, AdminTokens tokens) {
        this.key = key;
        this.tokens = tokens;
    }

    @Override
    public int getPriority() {
        return BEFORE_OIDC;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        if (!context.normalizedPath().startsWith(PATH)) {
            return Uni.createFrom().nullItem();
        }
        // Whatever becomes of it, the challenge is written here.
        context.put(HttpAuthenticationMechanism.class.getName(), this);
        Optional<String> credential = credential(context);
        if (credential.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        if (tokens.areLike(credential.get())) {
            return tokens.identify(credential.get()).onFailure(AuthenticationFailedException.class)
                    .invoke(refused -> context.put(REASON, refused.getMessage()));
        }
        return switch (key.opens(credential.get())) {
            case YES -> Uni.createFrom().item(QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal(KEY_HOLDER)).addRole(ROLE).build());
            case NO -> Uni.createFrom().failure(new AuthenticationFailedException());
            case NOT_KNOWN -> Uni.createFrom().failure(StoreAway.yet());
        };
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "www-authenticate", "Bearer"));
    }

    /** With a body, which Quarkus' challenges do not have. */
    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        AdminRoutes.write(context, Problem.unauthenticated(refusal(context)));
        return Uni.createFrom().item(true);
    }

    /** Why a request has no admin, in words that hold nothing of its credential. */
    static String refusal(RoutingContext context) {
        return credential(context).isEmpty() ? NONE : Optional.<String>ofNullable(context.get(REASON)).orElse(WRONG);
    }

    private static Optional<String> credential(RoutingContext context) {
        return Optional.ofNullable(context.request().getHeader("authorization"))
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip())
                .or(() -> Optional.ofNullable(context.request().getHeader("x-api-key")).map(String::strip))
                .filter(value -> !value.isEmpty());
    }
}
