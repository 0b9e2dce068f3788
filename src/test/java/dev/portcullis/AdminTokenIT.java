package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tokens on the control plane, beside the admin key. quarkus-oidc judges them; here with a public key in place of a server. */
class AdminTokenIT {

    private static KeyPair ours;
    private static TestDatabase database;
    private static PackagedGateway gateway;

    @BeforeAll
    static void start() throws GeneralSecurityException {
        ours = pair();
        database = TestDatabase.fresh();
        Map<String, String> environment = new java.util.HashMap<>(database.environment());
        environment.put("QUARKUS_OIDC_TENANT_ENABLED", "true");
        environment.put("QUARKUS_OIDC_PUBLIC_KEY", Base64.getEncoder().encodeToString(ours.getPublic().getEncoded()));
        gateway = PackagedGateway.start(null, environment);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void aTokenWithTheRoleOpensThePlaneAndItsSubjectIsInTheAudit() throws GeneralSecurityException {
        String token = token(ours, "{\"sub\":\"ann\",\"groups\":[\"admin\"],\"exp\":" + later() + "}");
        assertEquals(200, ask("GET", "/audit", token).statusCode());
        assertEquals(200, ask("POST", "/config/reload", token).statusCode());
        assertTrue(gateway.admin("GET", "/audit", null).body().contains("\"who\":\"token:ann\""));
    }

    @Test
    void aTokenWithoutTheRoleIsForbidden() throws GeneralSecurityException {
        HttpResponse<String> no = ask("GET", "/audit", token(ours, "{\"sub\":\"bob\",\"groups\":[\"user\"],\"exp\":" + later() + "}"));
        assertEquals(403, no.statusCode());
        assertTrue(no.body().contains("\"insufficient_permissions\""), no.body());
        assertEquals("application/json", no.headers().firstValue("content-type").orElseThrow());
    }

    @Test
    void aTokenThatIsExpiredForgedOrUnsignedIsRefused() throws GeneralSecurityException {
        String admin = "{\"sub\":\"eve\",\"groups\":[\"admin\"],\"exp\":";
        String unsigned = encode("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + encode(admin + later() + "}") + ".";
        for (String token : new String[] {token(ours, admin + (Instant.now().getEpochSecond() - 3_600) + "}"), token(pair(), admin + later() + "}"), unsigned}) {
            HttpResponse<String> no = ask("GET", "/audit", token);
            assertEquals(401, no.statusCode(), no.body());
            assertTrue(no.body().contains("\"invalid_api_key\""), no.body());
            assertEquals("Bearer", no.headers().firstValue("www-authenticate").orElseThrow());
        }
    }

    @Test
    void theAdminKeyWorksBesideThem() {
        assertEquals(200, gateway.admin("GET", "/audit", null).statusCode());
        assertEquals(401, ask("GET", "/audit", "no-token-and-no-key").statusCode());
    }

    private static HttpResponse<String> ask(String method, String path, String token) {
        return gateway.ask(method, "/admin/v1" + path, null, "authorization", "Bearer " + token);
    }

    private static long later() {
        return Instant.now().getEpochSecond() + 3_600;
    }

    private static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2_048);
        return generator.generateKeyPair();
    }

    private static String token(KeyPair signer, String claims) throws GeneralSecurityException {
        String issued = claims.replaceFirst("\\{", "{\"iat\":" + (Instant.now().getEpochSecond() - 7_200) + ",");
        String signed = encode("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + encode(issued);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(signer.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
