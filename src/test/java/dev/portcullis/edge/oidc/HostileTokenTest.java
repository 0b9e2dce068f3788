package dev.portcullis.edge.oidc;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.TestIssuer;
import dev.portcullis.TokenDraft;
import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.jose4j.jwk.PublicJsonWebKey;

/** Whatever a token's parts hold, there is a verdict, and no exception that would be logged once for each of them. */
class HostileTokenTest {

    private static final PublicJsonWebKey KEY = TestIssuer.rsa("one");
    private static final FakeIssuer FAKE = new FakeIssuer();
    private static final Vertx VERTX = Vertx.vertx();
    private static final Issuers ISSUERS = FakeIssuer.all(VERTX, FAKE.answer(KEY, TestIssuer.ec("two")));

    @AfterContainer
    static void close() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Provide
    Arbitrary<Object> values() {
        return Arbitraries.of(Arrays.asList(null, "", "one", "two", "none", "RS256", "ES256", "HS256", "JWE", "\0", "\ud83d\ude00", "a".repeat(200), 0, -1,
                1.5, 1e300, Long.MAX_VALUE, true, List.of(), List.of("a", 1), List.of(List.of()), Map.of(), Map.of("kty", "RSA"), Map.of("a", Map.of())));
    }

    @Provide
    Arbitrary<String> headerNames() {
        return Arbitraries.of("alg", "kid", "typ", "cty", "crit", "b64", "zip", "enc", "jku", "jwk", "x5u", "x5c", "x5t", "x5t#S256", "p2c");
    }

    @Provide
    Arbitrary<String> claimNames() {
        return Arbitraries.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti", "typ", "cnf", "acr", "auth_time", "groups", "realm_access", "azp", "");
    }

    @Property(tries = 2000)
    void aForgedHeaderGetsAVerdict(@ForAll("headerNames") String one, @ForAll("values") Object first, @ForAll("headerNames") String other,
            @ForAll("values") Object second, @ForAll boolean signature) {
        TokenDraft draft = new TokenDraft(FakeIssuer.URL).header("alg", "RS256").header("kid", "one").header(one, first).header(other, second);
        assertVerdict(draft.with(signature ? "A".repeat(342) : ""));
    }

    @Property(tries = 1000)
    void aSignedClaimOfAnyTypeGetsAVerdict(@ForAll("claimNames") String one, @ForAll("values") Object first, @ForAll("claimNames") String other,
            @ForAll("values") Object second) {
        Map<String, Object> claims = new HashMap<>();
        claims.put(one, first);
        claims.put(other, second);
        TokenDraft draft = new TokenDraft(FakeIssuer.URL);
        claims.forEach(draft::claim);
        Verdict verdict = assertVerdict(draft.signed(KEY));
        if (verdict instanceof Verdict.Good good) {
            assertTrue(good.bearer().keyId().startsWith("jwt-"));
            assertNotNull(good.bearer().name());
            assertNotNull(good.bearer().expires());
            assertNotNull(good.bearer().roles());
        }
    }

    private static Verdict assertVerdict(String token) {
        var verdict = ISSUERS.check(token).toCompletionStage().toCompletableFuture();
        // A key that is not known makes it ask.
        while (!verdict.isDone()) {
            FAKE.answer(KEY);
        }
        return verdict.orTimeout(10, TimeUnit.SECONDS).join();
    }
}
