package dev.portcullis.edge.oidc;

import dev.portcullis.TokenDraft;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.OidcTenantConfigBuilder;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;

/** An issuer in the test's own process: a test answers its questions and turns its clock. */
public final class FakeIssuer {

    public static final String URL = "https://login.example";
    public static final Duration FRESH_FOR = Duration.ofSeconds(30);

    final OidcTenantConfig settings;
    final Issuer issuer;
    private final String iss;
    private final List<CompletableFuture<Keys>> questions = new ArrayList<>();
    private long nanoseconds = 1_000_000_000_000L;

    /** One without others. */
    public FakeIssuer() {
        this(URL, Optional.empty(), true);
    }

    /** One of several. @param issuerSetting the setting {@code token.issuer} */
    FakeIssuer(String iss, Optional<String> issuerSetting) {
        this(iss, issuerSetting, false);
    }

    private FakeIssuer(String iss, Optional<String> issuerSetting, boolean alone) {
        this.iss = iss;
        OidcTenantConfigBuilder builder = OidcTenantConfig.authServerUrl(iss).tenantId("fake").token().audience(TokenDraft.AUDIENCE).end();
        issuerSetting.ifPresent(name -> builder.token().issuer(name).end());
        this.settings = builder.build();
        this.issuer = new Issuer("fake", true, settings, alone ? Optional.empty() : Optional.of(iss), before -> {
            questions.add(new CompletableFuture<>());
            return questions.getLast();
        }, FRESH_FOR, () -> nanoseconds);
    }

    /** All of them, as the gateway has them. */
    public static Issuers all(Vertx vertx, FakeIssuer... issuers) {
        return new Issuers(vertx, Arrays.stream(issuers).map(one -> one.issuer).toList());
    }

    public int asked() {
        return questions.size();
    }

    public void pass(Duration time) {
        nanoseconds += time.toNanos();
    }

    /** As the gateway does every few seconds. */
    public FakeIssuer ask() {
        issuer.keepFresh();
        return this;
    }

    /** Answers the last question with these keys. */
    public FakeIssuer answer(PublicJsonWebKey... published) {
        if (questions.isEmpty()) {
            issuer.keepFresh();
        }
        String set = Arrays.stream(published).map(key -> key.toJson(OutputControlLevel.PUBLIC_ONLY)).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
        boolean any = settings.token().issuer().filter(Keys.ANY::equals).isPresent();
        questions.getLast().complete(Keys.of(settings, any ? Optional.empty() : Optional.of(iss), set));
        return this;
    }

    /** Leaves the last question without an answer. */
    public void beAway() {
        questions.getLast().completeExceptionally(new IllegalStateException("away"));
    }
}
