package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that must not open anything, and what is said of them. */
class TokenRefusalIT {

    private static final List<String> SHOWN = new ArrayList<>();
    private static final PublicJsonWebKey KEY = TestIssuer.rsa("key-1");
    private static final PublicJsonWebKey EC_KEY = TestIssuer.ec("key-2");
    private static TestIssuer issuer;
    private static PackagedGateway gateway;

    @BeforeAll
    static void start() {
        issuer = new TestIssuer();
        issuer.publish(KEY);
        issuer.publish(EC_KEY);
        gateway = PackagedGateway.start(new GatewayFile().builtInSimulator().single("demo", "simulator", "demo")
                .tenantOf("acme", "tenant", "acme", "").tenantOf("globex", "realm_access/roles", "globex", "").toString(),
                Map.of("QUARKUS_OIDC_AUTH_SERVER_URL", issuer.url(), "QUARKUS_OIDC_TOKEN_AUDIENCE", TokenDraft.AUDIENCE));
    }

    /** Neither a token, nor a part of one, nor what it claims. */
    @AfterAll
    static void nothingOfATokenIsInLogOrMetrics() {
        try {
            String written = gateway.log() + gateway.get("/q/metrics").body();
            for (String token : SHOWN) {
                for (String part : token.split("\\.")) {
                    assertFalse(part.length() > 12 && written.contains(part), () -> part + "\n" + gateway.log());
                }
            }
            assertFalse(written.contains("service-account"), gateway::log);
            assertFalse(gateway.log().contains("\tat ") || gateway.log().contains(" ERROR "), gateway::log);
        } finally {
            gateway.close();
            issuer.close();
        }
    }

    @Test
    void aGoodOneIsTakenWhateverKindOfKeyItIsSignedWith() {
        assertEquals(200, show(draft().signed(KEY)).statusCode());
        assertEquals(200, show(draft().signed(EC_KEY)).statusCode());
        assertEquals(200, show(draft().claim("aud", List.of("other", TokenDraft.AUDIENCE)).header("typ", "at+jwt").signed(KEY)).statusCode());
    }

    @Test
    void anExpiredOne() {
        assertRefused(draft().time("exp", -1).signed(KEY), "it has expired");
    }

    @Test
    void oneThatIsNotValidYet() {
        assertRefused(draft().time("nbf", 60).signed(KEY), "it is not valid yet");
    }

    @Test
    void oneForAnotherAudienceOrForNone() {
        assertRefused(draft().claim("aud", "other").signed(KEY), "it is meant for another audience");
        assertRefused(draft().claim("aud", null).signed(KEY), "it is meant for another audience");
    }

    @Test
    void oneOfAnotherIssuerOrOfNone() {
        assertRefused(draft().claim("iss", "http://127.0.0.1:9/other").signed(KEY), "its issuer is not known here");
        assertRefused(draft().claim("iss", issuer.url() + "/").signed(KEY), "its issuer is not known here");
        assertRefused(draft().claim("iss", null).signed(KEY), "it names no issuer (iss)");
        assertRefused(draft().claim("iss", List.of(issuer.url())).signed(KEY), "it names no issuer (iss)");
    }

    @Test
    void oneThatSomebodyElseSigned() {
        assertRefused(draft().signed(TestIssuer.rsa("key-1")), "its signature is not valid");
        assertRefused(draft().signed(TestIssuer.ec("key-2")), "its signature is not valid");
        String good = draft().signed(KEY);
        String other = draft().claim("tenant", "globex").signed(TestIssuer.rsa("key-1"));
        assertRefused(good.substring(0, good.indexOf('.')) + other.substring(other.indexOf('.'), other.lastIndexOf('.'))
                + good.substring(good.lastIndexOf('.')), "its signature is not valid");
    }

    @Test
    void oneThatNamesAKeyOfTheWrongKindOrNone() {
        assertRefused(draft().header("kid", "key-2").signed(KEY), "malformed");
        assertRefused(draft().header("kid", "../../etc/passwd").signed(KEY), "a key that its issuer does not publish");
    }

    @Test
    void oneThatIsNotSigned() {
        for (String algorithm : List.of("none", "None", "NONE", "")) {
            assertRefused(draft().header("alg", algorithm).with(""), "public-key algorithm");
            assertRefused(draft().header("alg", algorithm).header("kid", "key-1").with("AAAA"), "public-key algorithm");
        }
        assertRefused(draft().with(""), "public-key algorithm");
        assertRefused(draft().header("alg", "RS256").header("kid", "key-1").with(""), "its signature is not valid");
    }

    @Test
    void oneThatIsSignedWithThePublicKeyAsASecret() {
        assertRefused(draft().header("alg", "HS256").header("kid", "key-1").signedWithSecret(KEY.getPublicKey()), "public-key algorithm");
        assertRefused(draft().header("alg", "RS256").header("kid", "key-1").signedWithSecret(KEY.getPublicKey()), "its signature is not valid");
    }

    /** Keys, addresses and extensions in the header are the forger's own. */
    @Test
    void oneThatBringsItsOwnKey() {
        PublicJsonWebKey own = TestIssuer.rsa("key-1");
        Map<String, Object> jwk = new HashMap<>(own.toParams(org.jose4j.jwk.JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
        int before = issuer.asked();
        assertRefused(draft().header("jwk", jwk).signed(own), "its signature is not valid");
        assertRefused(draft().header("jku", issuer.url() + "/forged").header("x5u", issuer.url() + "/forged").signed(own), "its signature is not valid");
        assertTrue(issuer.asked() - before <= 1, "nobody is asked for the sake of a header, only now and then for the keys");
        assertRefused(draft().header("crit", List.of("exp")).signed(KEY), "malformed");
    }

    @Test
    void oneThatLacksItsTimes() {
        assertRefused(draft().claim("exp", null).signed(KEY), "it does not say when it expires (exp)");
        assertRefused(draft().claim("iat", null).signed(KEY), "it does not say when it was issued (iat)");
        assertRefused(draft().claim("exp", "tomorrow").signed(KEY), "malformed");
    }

    @Test
    void oneThatIsNoAccessToken() {
        for (String kind : List.of("ID", "Refresh", "Offline", "Logout")) {
            assertRefused(draft().claim("typ", kind).signed(KEY), "it is not an access token");
        }
        assertRefused(draft().header("typ", "logout+jwt").signed(KEY), "it is not an access token");
        assertRefused(draft().claim("at_hash", "x").signed(KEY), "it is not an access token");
        assertRefused(draft().claim("cnf", Map.of("jkt", "x")).signed(KEY), "bound to a key or certificate");
        assertEquals(200, show(draft().claim("typ", "Bearer").signed(KEY)).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"eyJ..", "eyJ.eyJ.eyJ", "eyJhbGciOiJSUzI1NiJ9..", "eyJhbGciOiJSUzI1NiJ9.e30", "eyJhbGciOiJSUzI1NiJ9.W10.AAAA",
        "eyJhbGciOiJSUzI1NiJ9.bnVsbA.AAAA", "eyJhbGciOiJSUzI1NiIsImFsZyI6Im5vbmUifQ.e30.AAAA", "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjF9.A",
        "eyJhbGciOiJSUzI1NiJ9.e30.AAAA.AAAA.AAAA", "eyJhbGciOiJSUzI1NiJ9.e30.A+A=", "eyJ\u00e9.e30.AAAA"})
    void whatOnlyLooksLikeOne(String garbage) {
        SHOWN.add(garbage);
        HttpResponse<String> answer = gateway.get("/v1/models", "authorization", "Bearer " + garbage.replace("\u00e9", "e%"));
        assertEquals(401, answer.statusCode(), answer::body);
        assertTrue(answer.body().contains("\"code\":\"invalid_api_key\""), answer::body);
    }

    @Test
    void oneThatIsNestedWithoutEnd() {
        String deep = TokenDraft.base64url(("{\"iss\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}").getBytes(StandardCharsets.UTF_8));
        assertRefused("eyJhbGciOiJSUzI1NiJ9." + deep + ".AAAA", "it cannot be read");
    }

    @Test
    void oneThatIsTooLong() {
        String long20 = draft().claim("padding", "x".repeat(15_000)).signed(KEY);
        assertTrue(long20.length() > 16 * 1024 && long20.length() < 32 * 1024);
        assertRefused(long20, "it is longer than 16384 characters");
        assertEquals(200, show(draft().claim("padding", "x".repeat(11_000)).signed(KEY)).statusCode());
        HttpResponse<String> hundred = show(draft().claim("padding", "x".repeat(75_000)).signed(KEY));
        assertEquals(431, hundred.statusCode());
        assertTrue(hundred.body().contains("request_headers_too_large"), hundred::body);
    }

    @Test
    void aGoodOneOfNoTenantIsForbidden() {
        HttpResponse<String> nobody = show(draft().claim("tenant", "initech").signed(KEY));
        assertEquals(403, nobody.statusCode());
        assertTrue(nobody.body().contains("\"code\":\"insufficient_permissions\"")
                && nobody.body().contains("looks at the claims 'tenant', 'realm_access/roles'"), nobody::body);
        assertFalse(nobody.body().contains("acme") || nobody.body().contains("globex") || nobody.body().contains("initech"), nobody::body);
        assertTrue(nobody.headers().firstValue("www-authenticate").isEmpty());
    }

    @Test
    void aGoodOneOfTwoTenantsIsForbidden() {
        HttpResponse<String> both = show(draft().claim("realm_access", Map.of("roles", List.of("user", "globex"))).signed(KEY));
        assertEquals(403, both.statusCode());
        assertTrue(both.body().contains("more than one tenant"), both::body);
    }

    /** The second look must not find what the first one refused. */
    @Test
    void aRefusedOneStaysRefused() {
        String forged = draft().claim("jti", "again").signed(TestIssuer.rsa("key-1"));
        for (int i = 0; i < 3; i++) {
            assertRefused(forged, "its signature is not valid");
        }
    }

    private static TokenDraft draft() {
        return new TokenDraft(issuer.url());
    }

    private static HttpResponse<String> show(String token) {
        SHOWN.add(token);
        return gateway.get("/v1/models", "authorization", "Bearer " + token);
    }

    private static void assertRefused(String token, String reason) {
        HttpResponse<String> answer = show(token);
        assertEquals(401, answer.statusCode(), () -> reason + ": " + answer.body());
        assertTrue(answer.body().contains("\"code\":\"invalid_api_key\"") && answer.body().contains(reason), () -> reason + ": " + answer.body());
        assertEquals("Bearer error=\"invalid_token\"", answer.headers().firstValue("www-authenticate").orElse(""));
        for (String part : token.split("\\.")) {
            assertFalse(part.length() > 12 && answer.body().contains(part), answer::body);
        }
    }
}
