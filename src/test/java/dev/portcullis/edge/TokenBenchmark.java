package dev.portcullis.edge;

import dev.portcullis.TestIssuer;
import dev.portcullis.TokenDraft;
import dev.portcullis.config.GatewayYaml;
import dev.portcullis.config.InvalidConfig;
import dev.portcullis.edge.oidc.FakeIssuer;
import dev.portcullis.edge.oidc.Issuers;
import dev.portcullis.edge.oidc.Verdict;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.tenant.Keys;
import dev.portcullis.tenant.Tenants;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jose4j.jwk.PublicJsonWebKey;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What it costs to know a caller: by an API key, by a token that is known, and by one that is not. The token has the size of Keycloak's. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class TokenBenchmark {

    private static final String API_KEY = "acme-key";
    private final Vertx vertx = Vertx.vertx();
    private Issuers issuers;
    private Callers callers;
    private Headers apiKey;
    private Headers token;
    private String rsa;
    private String ec;
    private String forged;

    @Setup
    public void make() throws InvalidConfig {
        PublicJsonWebKey rsaKey = TestIssuer.rsa("rsa");
        PublicJsonWebKey ecKey = TestIssuer.ec("ec");
        issuers = FakeIssuer.all(vertx, new FakeIssuer().answer(rsaKey, ecKey));
        Tenants tenants = new Tenants(InstantSource.system());
        tenants.apply(GatewayYaml.read("f", "providers: { p: { dialect: simulator } }\nmodels: { m: { targets: { a: { provider: p } } } }\n"
                + "tenants: { acme: { keys: [ \"" + Keys.hash(API_KEY) + "\" ], oidc: { claim: tenant, value: acme } } }\n", name -> null));
        callers = new Callers(tenants, issuers, InstantSource.system());
        rsa = draft().signed(rsaKey);
        ec = draft().signed(ecKey);
        forged = draft().signed(TestIssuer.rsa("rsa"));
        apiKey = bearer(API_KEY);
        token = bearer(rsa);
    }

    @TearDown
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Benchmark
    public void apiKey(Blackhole hole) {
        callers.identify(apiKey, hole::consume);
    }

    @Benchmark
    public void knownToken(Blackhole hole) {
        callers.identify(token, hole::consume);
    }

    /** There and back: from the event loop's thread to the worker's, and the answer. */
    @Benchmark
    public Verdict newTokenRs256() {
        return check(rsa);
    }

    @Benchmark
    public Verdict newTokenEs256() {
        return check(ec);
    }

    @Benchmark
    public Verdict forgedTokenRs256() {
        return check(forged);
    }

    private Verdict check(String raw) {
        return issuers.check(raw).toCompletionStage().toCompletableFuture().join();
    }

    private static TokenDraft draft() {
        return new TokenDraft(FakeIssuer.URL).claim("scope", "openid profile email").claim("azp", "application")
                .claim("realm_access", Map.of("roles", List.of("offline_access", "uma_authorization", "default-roles-acme")))
                .claim("jti", "onrtro:8f1d5ad8-4b8c-4a8e-a3cc-5a2f2b5d9d5e").claim("preferred_username", "service-account-application")
                .claim("allowed-origins", List.of("/*")).claim("clientHost", "127.0.0.1").claim("clientAddress", "127.0.0.1");
    }

    private static Headers bearer(String credential) {
        return Headers.of("host", "gateway").with("content-type", "application/json").with("user-agent", "OpenAI/Java")
                .with("authorization", "Bearer " + credential);
    }
}
