package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tokens on the control plane, beside the admin key. */
class AdminTokenIT {

    private static final PublicJsonWebKey OURS = TestIssuer.rsa("ours");
    private static TestIssuer issuer;
    private static PackagedGateway gateway;

    @BeforeAll
    static void start() {
        issuer = new TestIssuer();
        issuer.publish(OURS);
        Map<String, String> environment = new HashMap<>(TestDatabase.fresh().environment());
        environment.put("QUARKUS_OIDC_AUTH_SERVER_URL", issuer.url());
        environment.put("QUARKUS_OIDC_TOKEN_AUDIENCE", "portcullis");
        gateway = PackagedGateway.start(null, environment);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        issuer.close();
    }

    @Test
    void aTokenWithTheRoleOpensThePlaneAndItsSubjectIsInTheAudit() {
        String token = draft("admin").claim("sub", "ann").signed(OURS);
        assertEquals(200, ask("GET", "/audit", token).statusCode());
        assertEquals(200, ask("POST", "/config/reload", token).statusCode());
        assertTrue(gateway.admin("GET", "/audit", null).body().contains("\"who\":\"token:ann\""), gateway.admin("GET", "/audit", null).body());
    }

    @Test
    void aTokenWithoutTheRoleIsForbidden() {
        HttpResponse<String> no = ask("GET", "/audit", draft("user").signed(OURS));
        assertEquals(403, no.statusCode());
        assertTrue(no.body().contains("\"insufficient_permissions\""), no.body());
        assertEquals("application/json", no.headers().firstValue("content-type").orElseThrow());
    }

    @Test
    void aTokenThatIsExpiredForgedOrUnsignedIsRefused() {
        String unsigned = encode("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + encode("{\"sub\":\"eve\",\"realm_access\":{\"roles\":[\"admin\"]}}") + ".";
        Map<String, String> reasons = Map.of(draft("admin").time("exp", -3_600).signed(OURS), "The token is refused: it has expired.",
                draft("admin").signed(TestIssuer.rsa("ours")), "The token is refused: its signature is not valid.",
                unsigned, "The token is refused: it is not signed with a public-key algorithm");
        reasons.forEach((token, reason) -> {
            HttpResponse<String> no = ask("GET", "/audit", token);
            assertTrue(no.body().contains(reason), no.body());
            assertEquals(401, no.statusCode(), no.body());
            assertTrue(no.body().contains("\"invalid_api_key\""), no.body());
            assertEquals("Bearer", no.headers().firstValue("www-authenticate").orElseThrow());
        });
        assertTrue(gateway.get("/q/metrics").body().contains("portcullis_admin_refusals_total{status=\"401\"}"), "they are counted");
        assertTrue(gateway.log().contains("requests to the control plane were refused because of who asked: 1 with 40"), gateway::log);
    }

    @Test
    void theAdminKeyWorksBesideThem() {
        assertEquals(200, gateway.admin("GET", "/audit", null).statusCode());
        assertEquals(401, ask("GET", "/audit", "no-token-and-no-key").statusCode());
    }

    private static TokenDraft draft(String role) {
        return new TokenDraft(issuer.url()).claim("realm_access", Map.of("roles", List.of(role)));
    }

    private static HttpResponse<String> ask(String method, String path, String token) {
        return gateway.ask(method, "/admin/v1" + path, null, "authorization", "Bearer " + token);
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
