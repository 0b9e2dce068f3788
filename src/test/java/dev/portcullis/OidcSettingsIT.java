package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;

/** Quarkus' settings for OIDC, as far as a start shows what they do. */
class OidcSettingsIT {

    private static final PublicJsonWebKey KEY = TestIssuer.rsa("one");

    @Test
    void withoutThemTokensAreRefusedAndALineSaysWhichSettingIsMissing() {
        try (PackagedGateway gateway = PackagedGateway.start(yaml())) {
            assertTrue(gateway.log().contains("QUARKUS_OIDC_AUTH_SERVER_URL is not set"), gateway::log);
            HttpResponse<String> no = gateway.get("/v1/models", "x-api-key", new TokenDraft("http://127.0.0.1:1").signed(KEY));
            assertEquals(401, no.statusCode());
            assertTrue(no.body().contains("OIDC is not configured here"), no::body);
            assertEquals("Bearer error=\"invalid_token\"", no.headers().firstValue("www-authenticate").orElse(""));
        }
    }

    @Test
    void withoutTenantsEverybodyIsServedAndALineSaysThatNoTokenIsLookedAt() {
        try (PackagedGateway gateway = PackagedGateway.start(null, Map.of("QUARKUS_OIDC_AUTH_SERVER_URL", "http://127.0.0.1:1"))) {
            assertTrue(gateway.log().contains("every caller is served, and no token is looked at"), gateway::log);
            assertEquals(200, show(gateway, "http://127.0.0.1:1"));
        }
    }

    @Test
    void oneThatCannotBeFollowedStopsTheStart() throws InterruptedException {
        PackagedGateway gateway = PackagedGateway.launch(yaml(), Map.of("QUARKUS_OIDC_AUTH_SERVER_URL", "http://127.0.0.1:1",
                "QUARKUS_OIDC_TOKEN_BINDING_CERTIFICATE", "true"));
        assertTrue(gateway.process().waitFor(30, TimeUnit.SECONDS), gateway::log);
        assertNotEquals(0, gateway.process().exitValue());
        assertTrue(gateway.log().contains("quarkus.oidc.token.binding.certificate cannot be followed here: bound tokens are refused"), gateway::log);
    }

    /** And a partner's discovery document does not make it the issuer of our tokens. */
    @Test
    void severalIssuersAreEachSpokenToAsTheirSettingsSay() {
        SelfSigned certificate = SelfSigned.create();
        PublicJsonWebKey forger = TestIssuer.rsa("one");
        try (TestIssuer secure = new TestIssuer(Optional.of(certificate)); TestIssuer quiet = new TestIssuer(); TestIssuer impostor = new TestIssuer()) {
            secure.publish(KEY);
            quiet.publish(KEY);
            impostor.publish(forger);
            impostor.callItself(secure.url());
            String byAddress = secure.url().replace("localhost", "127.0.0.1");
            Map<String, String> settings = Map.of("QUARKUS_OIDC_AUTH_SERVER_URL", secure.url(), "QUARKUS_OIDC_ADDRESS_AUTH_SERVER_URL", byAddress,
                    "QUARKUS_OIDC_PARTNER_AUTH_SERVER_URL", impostor.url(),
                    "QUARKUS_OIDC_QUIET_AUTH_SERVER_URL", quiet.url(), "QUARKUS_OIDC_QUIET_DISCOVERY_ENABLED", "false",
                    "QUARKUS_OIDC_QUIET_JWKS_PATH", TestIssuer.KEYS, "QUARKUS_OIDC_QUIET_TOKEN_ISSUER", "urn:quiet");
            try (PackagedGateway gateway = PackagedGateway.start(yaml(), settings, certificate.javaOptions())) {
                assertEquals(200, show(gateway, secure.url()));
                assertEquals(200, show(gateway, "urn:quiet"));
                assertEquals(1, quiet.asked());
                assertEquals(503, show(gateway, byAddress), "the certificate is none of this address");
                gateway.await("the impostor is found out", () -> gateway.log().contains("issuer 'partner' does not give its keys (it calls itself"));
                assertEquals(401, gateway.get("/v1/models", "x-api-key", new TokenDraft(secure.url()).signed(forger)).statusCode());
                assertTrue(gateway.log().contains("QUARKUS_OIDC_TOKEN_AUDIENCE is not set")
                        && gateway.log().contains("quarkus.oidc.quiet.token.audience is not set"), gateway::log);
            }
        }
    }

    @Test
    void anOnlyIssuerMayBeReachedAtAnotherAddressThanItCallsItselfBy() {
        try (TestIssuer issuer = new TestIssuer()) {
            issuer.publish(KEY);
            issuer.callItself("https://login.example/realms/acme");
            try (PackagedGateway gateway = PackagedGateway.start(yaml(), Map.of("QUARKUS_OIDC_AUTH_SERVER_URL", issuer.url() + "/"))) {
                assertEquals(200, show(gateway, "https://login.example/realms/acme"));
                assertEquals(401, show(gateway, issuer.url()));
            }
        }
    }

    private static int show(PackagedGateway gateway, String issuer) {
        return gateway.get("/v1/models", "x-api-key", new TokenDraft(issuer).signed(KEY)).statusCode();
    }

    private static String yaml() {
        return new GatewayFile().builtInSimulator().single("demo", "simulator", "demo").tenantOf("acme", "tenant", "acme", "").toString();
    }
}
