package dev.portcullis.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portcullis.config.KeyHash;
import dev.portcullis.edge.oidc.Bearer;
import dev.portcullis.edge.oidc.Issuers;
import dev.portcullis.edge.oidc.Jwt;
import dev.portcullis.edge.oidc.Verdict;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Identity;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.tenant.ClaimTable;
import dev.portcullis.tenant.Tenants;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Who is calling. A credential's shape decides how it is looked at: what looks like a token is one, all else is an API key. API keys
 * and tokens that were good a moment ago cost a hash and a look-up; nobody waits for the check of another's token.
 */
@Singleton
final class Callers {

    private static final Logger LOG = Logger.getLogger(Callers.class);
    private static final int AFTER_CONFIGURATION = 10_000;
    private static final int MAX_KNOWN = 10_000;
    /** How long a token is taken without being checked again. */
    private static final Duration KNOWN_FOR = Duration.ofSeconds(60);

    /** A token's bearer, until the token ends, its issuer's keys change or the configuration does. Keeps nothing of the token. */
    private record Known(Identity.Member member, Instant expires, BooleanSupplier stands, ClaimTable by) {
    }

    private final Tenants tenants;
    private final Issuers issuers;
    private final InstantSource clock;
    private final Cache<KeyHash, Known> known = Caffeine.newBuilder().maximumSize(MAX_KNOWN).expireAfterWrite(KNOWN_FOR)
            .executor(Runnable::run).build();

    Callers(Tenants tenants, Issuers issuers, InstantSource clock) {
        this.tenants = tenants;
        this.issuers = issuers;
        this.clock = clock;
    }

    void start(@Observes @Priority(AFTER_CONFIGURATION) StartupEvent event) {
        if (tenants.isOpen() && issuers.any()) {
            LOG.warn("OIDC is configured, but gateway.yaml has no tenants: every caller is served, and no token is looked at");
        }
    }

    /** @param then is told at once, or on this event loop when the token has been checked */
    void identify(Headers headers, Consumer<Identity> then) {
        Optional<String> credential = Tenants.credential(headers);
        if (tenants.isOpen() || credential.isEmpty() || !Jwt.hasShape(credential.get())) {
            then.accept(tenants.identify(credential));
        } else if (credential.get().length() > Jwt.MAX_LENGTH) {
            then.accept(refused("it is longer than " + Jwt.MAX_LENGTH + " characters"));
        } else if (!issuers.any()) {
            then.accept(refused("OIDC is not configured here, so only API keys are taken"));
        } else {
            token(credential.get(), then);
        }
    }

    /** For a call that is refused whoever calls: checks no token. */
    Identity atOnce(Headers headers) {
        Optional<String> credential = Tenants.credential(headers);
        if (tenants.isOpen() || credential.isEmpty() || !Jwt.hasShape(credential.get())) {
            return tenants.identify(credential);
        }
        return known(KeyHash.of(credential.get())).<Identity>map(Known::member).orElseGet(() -> refused("it was not looked at"));
    }

    private void token(String raw, Consumer<Identity> then) {
        KeyHash hash = KeyHash.of(raw);
        Optional<Known> before = known(hash);
        if (before.isPresent()) {
            then.accept(before.get().member);
            return;
        }
        issuers.check(raw).map(verdict -> switch (verdict) {
            case Verdict.Good good -> member(hash, good.bearer());
            case Verdict.Bad bad -> refused(bad.reason());
            case Verdict.Unknown unknown -> new Identity.Rejected(new Refusal.IssuerAway(unknown.retryAfter()));
        }).otherwise(bug -> {
            LOG.error("a token could not be checked", bug);
            return new Identity.Rejected(new Refusal.Broken());
        }).onSuccess(then::accept);
    }

    private Identity member(KeyHash hash, Bearer bearer) {
        ClaimTable table = tenants.claims();
        Identity identity = table.identify(bearer.issuer(), bearer.claims(), bearer.keyId());
        if (identity instanceof Identity.Member member) {
            known.put(hash, new Known(member, bearer.expires(), bearer.standing(), table));
        }
        return identity;
    }

    private Optional<Known> known(KeyHash hash) {
        return Optional.ofNullable(known.getIfPresent(hash)).filter(token -> token.by == tenants.claims() && token.stands.getAsBoolean()
                && clock.instant().isBefore(token.expires));
    }

    private static Identity refused(String reason) {
        return new Identity.Rejected(new Refusal.InvalidToken(reason));
    }
}
