package dev.portcullis.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.TestIssuer;
import dev.portcullis.TokenDraft;
import dev.portcullis.config.GatewayYaml;
import dev.portcullis.config.InvalidConfig;
import dev.portcullis.edge.oidc.FakeIssuer;
import dev.portcullis.edge.oidc.Jwt;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Identity;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.tenant.Keys;
import dev.portcullis.tenant.Tenants;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallersTest {

    private static final String BASE = "providers: { p: { dialect: simulator } }\nmodels: { m: { targets: { a: { provider: p } } } }\n";
    private static final String API_KEY = "acme-key";
    private static final PublicJsonWebKey KEY = TestIssuer.rsa("one");

    private final Vertx vertx = Vertx.vertx();
    private final FakeIssuer issuer = new FakeIssuer().answer(KEY);
    private final Tenants tenants = new Tenants(InstantSource.system());
    private Instant now = Instant.now();
    private final Callers callers = new Callers(tenants, FakeIssuer.all(vertx, issuer), () -> now);

    @BeforeEach
    void configure() throws InvalidConfig {
        configure("acme: { keys: [ \"" + Keys.hash(API_KEY) + "\" ], oidc: { claim: tenant, value: acme } }");
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void anApiKeyIsKnownAtOnce() {
        Identity[] told = new Identity[1];
        callers.identify(bearer(API_KEY), identity -> told[0] = identity);
        assertEquals(8, assertInstanceOf(Identity.Member.class, told[0]).keyId().length());
    }

    @Test
    void aTokenMayComeInAnyOfThreeHeadersAsKeysDo() {
        String token = draft().signed(KEY);
        for (Headers headers : new Headers[] {bearer(token), Headers.of("x-api-key", token), Headers.of("api-key", token)}) {
            assertTrue(assertInstanceOf(Identity.Member.class, identify(headers)).keyId().startsWith("jwt-"));
        }
    }

    @Test
    void aTokenThatWasGoodIsKnownAtOnceTheNextTime() {
        Headers headers = bearer(draft().signed(KEY));
        Identity first = identify(headers);
        Identity[] told = new Identity[1];
        callers.identify(headers, identity -> told[0] = identity);
        assertSame(first, told[0]);
        assertSame(first, callers.atOnce(headers));
    }

    @Test
    void aTokenIsNotKnownBeyondItsEnd() {
        Headers headers = bearer(draft().time("exp", 30).signed(KEY));
        identify(headers);
        now = now.plusSeconds(29);
        assertInstanceOf(Identity.Member.class, callers.atOnce(headers));
        now = now.plusSeconds(2);
        assertInvalid(callers.atOnce(headers));
    }

    @Test
    void aTokenIsNotKnownBeyondItsKey() {
        Headers headers = bearer(draft().signed(KEY));
        identify(headers);
        issuer.pass(Duration.ofSeconds(30));
        issuer.ask().answer(TestIssuer.rsa("two"));
        assertInvalid(callers.atOnce(headers));
    }

    @Test
    void aTokenIsNotKnownBeyondTheConfigurationItWasFoundIn() throws InvalidConfig {
        Headers headers = bearer(draft().signed(KEY));
        identify(headers);
        configure("globex: { oidc: { claim: tenant, value: acme } }");
        assertInvalid(callers.atOnce(headers));
        assertEquals("globex", assertInstanceOf(Identity.Member.class, identify(headers)).tenant().name());
    }

    @Test
    void aTokenOfNoTenantIsLookedAtEveryTime() throws InvalidConfig {
        Headers headers = bearer(draft().claim("tenant", "globex").signed(KEY));
        assertInstanceOf(Refusal.NoTenant.class, assertInstanceOf(Identity.Rejected.class, identify(headers)).why());
        assertInvalid(callers.atOnce(headers));
    }

    @Test
    void aTokenThatIsTooLongIsNotLookedAt() {
        String token = draft().claim("padding", "x".repeat(Jwt.MAX_LENGTH)).signed(KEY);
        Identity[] told = new Identity[1];
        callers.identify(bearer(token), identity -> told[0] = identity);
        assertInvalid(told[0]);
    }

    @Test
    void withoutAnIssuerATokenIsRefusedAtOnceAndAKeyIsNot() {
        Callers keysOnly = new Callers(tenants, FakeIssuer.all(vertx), () -> now);
        Identity[] told = new Identity[1];
        keysOnly.identify(bearer(draft().signed(KEY)), identity -> told[0] = identity);
        assertTrue(assertInvalid(told[0]).reason().contains("OIDC is not configured here"));
        keysOnly.identify(bearer(API_KEY), identity -> told[0] = identity);
        assertInstanceOf(Identity.Member.class, told[0]);
    }

    @Test
    void withoutTenantsEverybodyIsServedWhateverTheirTokenIs() throws InvalidConfig {
        tenants.apply(GatewayYaml.read("f", BASE, name -> null));
        Identity[] told = new Identity[1];
        callers.identify(bearer(draft().signed(TestIssuer.rsa("one"))), identity -> told[0] = identity);
        assertEquals(Tenants.OPEN, assertInstanceOf(Identity.Member.class, told[0]).tenant().name());
    }

    private void configure(String tenant) throws InvalidConfig {
        tenants.apply(GatewayYaml.read("f", BASE + "tenants: { " + tenant + " }\n", name -> null));
    }

    private Identity identify(Headers headers) {
        CompletableFuture<Identity> told = new CompletableFuture<>();
        callers.identify(headers, told::complete);
        return told.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static Refusal.InvalidToken assertInvalid(Identity identity) {
        return assertInstanceOf(Refusal.InvalidToken.class, assertInstanceOf(Identity.Rejected.class, identity).why());
    }

    private static TokenDraft draft() {
        return new TokenDraft(FakeIssuer.URL);
    }

    private static Headers bearer(String credential) {
        return Headers.of("authorization", "Bearer " + credential);
    }
}
