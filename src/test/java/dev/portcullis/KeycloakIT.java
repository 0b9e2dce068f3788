package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tokens as a real Keycloak makes them. Runs in the Maven profile {@code keycloak} only, which unpacks the server. */
class KeycloakIT {

    private static final String REALM = "acme";
    private static final String APPLICATION = "application";
    private static Keycloak keycloak;
    private static PackagedGateway gateway;

    @BeforeAll
    static void start() {
        long begin = System.nanoTime();
        keycloak = Keycloak.start(Path.of(System.getProperty("keycloak.home")));
        System.out.printf("Keycloak answers after %.1f s%n", (System.nanoTime() - begin) / 1e9);
        for (String realm : new String[] {REALM, "elsewhere"}) {
            keycloak.createRealm(realm);
            keycloak.createClient(realm, APPLICATION, TokenDraft.AUDIENCE, 300);
        }
        keycloak.createClient(REALM, "short-lived", TokenDraft.AUDIENCE, 1);
        keycloak.createClient(REALM, "other-audience", "some-other-application", 300);
        keycloak.createClient(REALM, "operator", TokenDraft.AUDIENCE, 300);
        keycloak.makeAdmin(REALM, "operator");
        gateway = PackagedGateway.start(new GatewayFile().builtInSimulator().single("demo", "simulator", "demo")
                .tenantOf("acme", "tenant", "acme", "").toString(),
                Map.of("QUARKUS_OIDC_AUTH_SERVER_URL", keycloak.realm(REALM), "QUARKUS_OIDC_TOKEN_AUDIENCE", TokenDraft.AUDIENCE));
    }

    @AfterAll
    static void stop() {
        try {
            assertFalse(gateway.log().contains("\tat ") || gateway.log().contains(" ERROR "), gateway::log);
        } finally {
            gateway.close();
            keycloak.close();
        }
    }

    @Test
    void openAisSdkTakesARealTokenForItsKey() {
        OpenAIClient client = client(keycloak.token(REALM, APPLICATION));
        try {
            assertFalse(client.chat().completions().create(hello()).choices().getFirst().message().content().orElseThrow().isBlank());
            try (StreamResponse<ChatCompletionChunk> stream = client.chat().completions().createStreaming(hello())) {
                assertTrue(stream.stream().count() > 1);
            }
        } finally {
            client.close();
        }
    }

    @Test
    void aForgedOneIsRefused() {
        String real = keycloak.token(REALM, APPLICATION);
        String[] parts = real.split("\\.");
        PublicJsonWebKey own = TestIssuer.rsa(json(parts[0]).get("kid").asText());
        assertRefused("its signature is not valid", new TokenDraft(keycloak.realm(REALM)).signed(own));
        String more = Base64.getUrlEncoder().withoutPadding().encodeToString(json(parts[1]).toString().replace("\"acme\"", "\"globex\"").getBytes());
        assertNotEquals(parts[1], more);
        assertRefused("its signature is not valid", parts[0] + '.' + more + '.' + parts[2]);
        assertRefused("public-key algorithm", new TokenDraft(keycloak.realm(REALM)).header("alg", "none").with(""));
    }

    @Test
    void anExpiredOneIsRefused() {
        String token = keycloak.token(REALM, "short-lived");
        gateway.await("its end", () -> System.currentTimeMillis() / 1_000 > json(token.split("\\.")[1]).get("exp").asLong());
        assertRefused("it has expired", token);
    }

    @Test
    void oneForAnotherAudienceIsRefused() {
        assertRefused("it is meant for another audience", keycloak.token(REALM, "other-audience"));
    }

    @Test
    void oneOfAnotherRealmIsRefused() {
        assertRefused("its issuer is not known here", keycloak.token("elsewhere", APPLICATION));
    }

    @Test
    void oneThatIsSignedWithANewKeyIsTaken() {
        String before = keycloak.token(REALM, APPLICATION);
        keycloak.rotateKeys(REALM);
        String after = keycloak.token(REALM, APPLICATION);
        assertNotEquals(json(before.split("\\.")[0]).get("kid"), json(after.split("\\.")[0]).get("kid"));
        assertEquals(200, gateway.get("/v1/models", "x-api-key", after).statusCode());
        assertEquals(200, gateway.get("/v1/models", "x-api-key", before).statusCode());
    }

    @Test
    void theRoleAdminOpensTheControlPlane() {
        assertEquals(200, gateway.get("/admin/v1/config", "authorization", "Bearer " + keycloak.token(REALM, "operator")).statusCode());
        assertEquals(403, gateway.get("/admin/v1/config", "authorization", "Bearer " + keycloak.token(REALM, APPLICATION)).statusCode());
        assertEquals(401, gateway.get("/admin/v1/config", "authorization", "Bearer " + keycloak.token("elsewhere", APPLICATION)).statusCode());
    }

    private static void assertRefused(String reason, String token) {
        OpenAIClient client = client(token);
        try {
            UnauthorizedException no = assertThrows(UnauthorizedException.class, () -> client.chat().completions().create(hello()));
            assertEquals(401, no.statusCode());
            assertTrue(no.getMessage().contains(reason), no::getMessage);
        } finally {
            client.close();
        }
    }

    private static OpenAIClient client(String token) {
        return OpenAIOkHttpClient.builder().baseUrl(gateway.url("/v1")).apiKey(token).maxRetries(0).build();
    }

    private static ChatCompletionCreateParams hello() {
        return ChatCompletionCreateParams.builder().model("demo").addUserMessage("Hello").build();
    }

    private static JsonNode json(String part) {
        try {
            return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(part));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
