package dev.portcullis.edge.oidc;

import dev.portcullis.pipeline.Metric;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.common.runtime.OidcCommonUtils;
import io.quarkus.oidc.common.runtime.OidcTlsSupport;
import io.quarkus.proxy.ProxyConfigurationRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpClientOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The issuers whose tokens are taken. A token is checked with keys that are here already; only where an issuer may have news does the
 * answer wait, and then for everybody's one question to it. An issuer that is slow or away holds up nothing but its own tokens, and
 * few of those at once.
 */
@Singleton
public final class Issuers {

    private static final Logger LOG = Logger.getLogger(Issuers.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    /** Tokens that may be checked at once. Those that wait for their issuer are not among them. */
    private static final int MAX_UNDER_WAY = 1_000;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** An issuer whose news could change the verdict. @param judgedWith the keys that did not do */
    private record Doubt(Issuer issuer, Optional<Keys> judgedWith) {

        Optional<CompletableFuture<Void>> ask() {
            return issuer.askForToken(judgedWith);
        }
    }

    private record Opinion(Verdict verdict, List<Doubt> doubts) {

        static Opinion certain(Verdict verdict) {
            return new Opinion(verdict, List.of());
        }
    }

    private final Vertx vertx;
    private final List<Issuer> all;
    private final WorkerExecutor workers;
    private final AtomicInteger underWay = new AtomicInteger();

    @Inject
    Issuers(Vertx vertx, IssuerSettings settings, TlsConfigurationRegistry tls, ProxyConfigurationRegistry proxies, MeterRegistry meters,
            @ConfigProperty(name = "portcullis.oidc.keys-fresh-for", defaultValue = "30s") Duration freshFor) {
        this(vertx, settings.all().entrySet().stream().map(one -> issuer(one.getKey(), one.getValue(), settings.all().size() == 1,
                options(one.getValue(), tls, proxies), vertx, freshFor)).toList());
        for (Issuer issuer : all) {
            Gauge.builder(Metric.ISSUER_UP.meterName(), issuer, one -> one.isUp() ? 1 : 0).description(Metric.ISSUER_UP.meaning())
                    .tag(Metric.ISSUER_UP.labels().getFirst(), issuer.name()).register(meters);
        }
    }

    Issuers(Vertx vertx, List<Issuer> all) {
        this.vertx = vertx;
        this.all = all;
        // Half of the processors at most: a flood of forged tokens leaves the other half to callers who are known.
        this.workers = vertx.createSharedWorkerExecutor("tokens", Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    private static Issuer issuer(String name, OidcTenantConfig settings, boolean alone, HttpClientOptions options, Vertx vertx, Duration freshFor) {
        boolean own = name.equals(IssuerSettings.OWN);
        if (settings.token().audience().isEmpty()) {
            LOG.warn((own ? "QUARKUS_OIDC_TOKEN_AUDIENCE" : "quarkus.oidc." + name + ".token.audience")
                    + " is not set: whatever token this issuer has made for some other application is taken here as well");
        }
        Optional<String> address = alone ? Optional.empty() : Optional.of(OidcCommonUtils.getAuthServerUrl(settings));
        return new Issuer(name, own, settings, address, new KeyReader(vertx, settings, alone, options), freshFor, System::nanoTime);
    }

    /** With the proxy and the trust that the settings ask for. */
    private static HttpClientOptions options(OidcTenantConfig settings, TlsConfigurationRegistry tls, ProxyConfigurationRegistry proxies) {
        HttpClientOptions options = new HttpClientOptions();
        OidcCommonUtils.setHttpClientOptions(settings, options, OidcTlsSupport.of(tls).forConfig(settings.tls()), proxies);
        return options;
    }

    /** Begins to ask for keys; waits for none. */
    void start(@Observes StartupEvent event) {
        if (all.isEmpty()) {
            LOG.info("QUARKUS_OIDC_AUTH_SERVER_URL is not set: callers show API keys, no tokens are taken");
            return;
        }
        all.forEach(Issuer::keepFresh);
        vertx.setPeriodic(LOOK_EVERY.toMillis(), again -> all.forEach(Issuer::keepFresh));
    }

    /** Whether any token can be good. */
    public boolean any() {
        return !all.isEmpty();
    }

    /**
     * Checks a token, on a worker: some signatures take milliseconds (ES512), and anybody may send as many as they like.
     *
     * @param raw of a token's shape, at most {@link Jwt#MAX_LENGTH} characters
     * @return on this event loop; within some {@link KeyReader#PATIENCE} and never failed but by a bug
     */
    public Future<Verdict> check(String raw) {
        if (underWay.incrementAndGet() > MAX_UNDER_WAY) {
            underWay.decrementAndGet();
            return Future.succeededFuture(new Verdict.Unknown(RETRY_AFTER));
        }
        Context eventLoop = vertx.getOrCreateContext();
        return workers.executeBlocking(() -> judge(raw), false).onComplete(over -> underWay.decrementAndGet())
                .compose(first -> first.doubts.isEmpty() ? Future.succeededFuture(first.verdict) : ask(raw, first, eventLoop));
    }

    /** A token that finds too many waiting is turned away, for what it brings may be new. */
    private Future<Verdict> ask(String raw, Opinion first, Context eventLoop) {
        List<Issuer> entered = first.doubts.stream().map(Doubt::issuer).filter(Issuer::enter).toList();
        Future<Verdict> verdict = entered.size() < first.doubts.size() ? Future.succeededFuture(new Verdict.Unknown(RETRY_AFTER))
                : await(raw, first, eventLoop);
        return verdict.onComplete(over -> entered.forEach(Issuer::leave));
    }

    private Future<Verdict> await(String raw, Opinion first, Context eventLoop) {
        CompletableFuture<?>[] questions = first.doubts.stream().map(Doubt::ask).flatMap(Optional::stream).toArray(CompletableFuture[]::new);
        return questions.length == 0 ? Future.succeededFuture(first.verdict)
                : Future.fromCompletionStage(CompletableFuture.allOf(questions), eventLoop)
                        .compose(answered -> workers.executeBlocking(() -> judge(raw).verdict, false));
    }

    private Opinion judge(String raw) {
        return Jwt.read(raw).map(this::judge).orElseGet(() -> Opinion.certain(new Verdict.Bad("it cannot be read as a JSON Web Token")));
    }

    /** With what is known now. */
    private Opinion judge(Jwt token) {
        if (!TokenKind.isSigned(token)) {
            return Opinion.certain(new Verdict.Bad("it is not signed with a public-key algorithm that is accepted here"));
        }
        Optional<String> iss = token.text("iss");
        if (iss.isEmpty()) {
            return Opinion.certain(new Verdict.Bad("it names no issuer (iss)"));
        }
        List<Issuer> named = all.stream().filter(issuer -> issuer.isNamed(iss.get())).toList();
        if (!named.isEmpty()) {
            return judge(token, named);
        }
        // An only issuer may call itself by another name than its address, and has not said it yet.
        List<Issuer> unheard = all.stream().filter(issuer -> !issuer.isKnown()).toList();
        if (!unheard.isEmpty()) {
            return new Opinion(new Verdict.Unknown(RETRY_AFTER), unheard.stream().map(issuer -> new Doubt(issuer, Optional.empty())).toList());
        }
        return judge(token, all.stream().filter(Issuer::takesAny).toList());
    }

    /** Several settings may name one issuer, for example with an audience each: one that finds the token good is enough. */
    private static Opinion judge(Jwt token, List<Issuer> candidates) {
        Verdict verdict = new Verdict.Bad("its issuer is not known here");
        List<Doubt> doubts = new ArrayList<>();
        for (Issuer candidate : candidates) {
            Issuer.Opinion opinion = candidate.judge(token);
            switch (opinion.verdict()) {
                case Verdict.Good good -> {
                    return Opinion.certain(good);
                }
                case Verdict.Unknown unknown -> verdict = unknown;
                case Verdict.Bad bad -> verdict = verdict instanceof Verdict.Unknown ? verdict : bad;
            }
            if (opinion.ask()) {
                doubts.add(new Doubt(candidate, opinion.with()));
            }
        }
        return new Opinion(verdict, doubts);
    }
}
