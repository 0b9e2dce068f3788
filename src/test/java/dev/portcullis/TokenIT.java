package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.models.Model;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Callers with tokens of two issuers, and callers with API keys beside them. */
class TokenIT {

    private static final String API_KEY = "acme-key";
    private static final PublicJsonWebKey OURS = TestIssuer.rsa("one");
    private static final PublicJsonWebKey THEIRS = TestIssuer.ec("one");
    private static TestIssuer ours;
    private static TestIssuer theirs;
    private static PackagedGateway gateway;

    @BeforeAll
    static void start() {
        ours = new TestIssuer();
        ours.publish(OURS);
        theirs = new TestIssuer();
        theirs.publish(THEIRS);
        gateway = PackagedGateway.start(new GatewayFile().builtInSimulator()
                .single("demo", "simulator", "demo").single("other", "simulator", "demo")
                .tenant("acme", API_KEY, ", models: [ demo ], oidc: { claim: tenant, value: acme, issuer: \"" + ours.url() + "\" }")
                .tenantOf("globex", "org/name", "globex", ", issuer: \"" + theirs.url() + "\"")
                .tenantOf("initech", "groups", "/initech", "").toString(),
                Map.of("QUARKUS_OIDC_AUTH_SERVER_URL", ours.url(), "QUARKUS_OIDC_TOKEN_AUDIENCE", TokenDraft.AUDIENCE,
                        "QUARKUS_OIDC_PARTNER_AUTH_SERVER_URL", theirs.url(), "QUARKUS_OIDC_PARTNER_TOKEN_AUDIENCE", TokenDraft.AUDIENCE));
    }

    @AfterAll
    static void stop() {
        try {
            assertFalse(gateway.log().contains("\tat ") || gateway.log().contains(" ERROR "), gateway::log);
        } finally {
            gateway.close();
            ours.close();
            theirs.close();
        }
    }

    @Test
    void openAisSdkTakesATokenForItsKey() {
        try (Sdk sdk = new Sdk(draft().signed(OURS))) {
            assertFalse(sdk.client.chat().completions().create(hello("demo")).choices().getFirst().message().content().orElseThrow().isBlank());
            try (StreamResponse<ChatCompletionChunk> stream = sdk.client.chat().completions().createStreaming(hello("demo"))) {
                assertTrue(stream.stream().count() > 1);
            }
            assertEquals(List.of("demo"), sdk.client.models().list().data().stream().map(Model::id).toList());
            assertThrows(PermissionDeniedException.class, () -> sdk.client.chat().completions().create(hello("other")));
        }
        try (Sdk sdk = new Sdk(draft().time("exp", -1).signed(OURS))) {
            assertThrows(UnauthorizedException.class, () -> sdk.client.chat().completions().create(hello("demo")));
        }
        try (Sdk sdk = new Sdk(draft().claim("tenant", "nobody").signed(OURS))) {
            assertThrows(PermissionDeniedException.class, () -> sdk.client.chat().completions().create(hello("demo")));
        }
    }

    @Test
    void keysAndTokensWorkOnTheSamePathInTheSameHeaders() {
        for (String credential : List.of(API_KEY, draft().signed(OURS))) {
            assertEquals(200, chat("authorization", "Bearer " + credential).statusCode());
            assertEquals(200, chat("authorization", "bearer  " + credential).statusCode());
            assertEquals(200, chat("x-api-key", credential).statusCode());
            assertEquals(200, chat("api-key", credential).statusCode());
        }
        assertEquals(401, chat("x-api-key", "acme-kez").statusCode());
        assertEquals(401, chat("x-api-key", draft().signed(THEIRS)).statusCode());
        assertEquals("Bearer", chat("x-api-key", "acme-kez").headers().firstValue("www-authenticate").orElse(""));
    }

    @Test
    void eachIssuersTokensBelongToItsOwnTenants() {
        String globex = new TokenDraft(theirs.url()).claim("tenant", null).claim("org", Map.of("name", "globex")).signed(THEIRS);
        assertEquals(200, chat("x-api-key", globex).statusCode());
        assertLogged("tenant=globex key=jwt-");
        assertEquals(200, chat("x-api-key", new TokenDraft(theirs.url()).claim("tenant", null).claim("groups", List.of("/a", "/initech")).signed(THEIRS)).statusCode());
        assertLogged("tenant=initech key=jwt-");
    }

    /** The partner writes its own claims: what it says of our tenants counts for nothing. */
    @Test
    void anIssuerCannotMakeTokensOfATenantThatIsPinnedToAnother() {
        assertEquals(403, chat("x-api-key", new TokenDraft(theirs.url()).claim("tenant", "acme").signed(THEIRS)).statusCode());
        assertEquals(401, chat("x-api-key", new TokenDraft(ours.url()).signed(THEIRS)).statusCode());
        assertEquals(403, chat("x-api-key", new TokenDraft(ours.url()).claim("tenant", null).claim("org", Map.of("name", "globex")).signed(OURS)).statusCode());
    }

    @Test
    void aRefusedCallIsRefusedWhateverItsTokenIs() {
        assertEquals(404, gateway.get("/v1/nope", "x-api-key", draft().signed(OURS)).statusCode());
        assertEquals(405, gateway.get("/v1/chat/completions", "x-api-key", draft().signed(OURS)).statusCode());
    }

    @Test
    void aNewTokenMayBeShownByManyAtOnce() throws Exception {
        String token = draft().claim("jti", "shared").signed(OURS);
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                calls.add(crowd.submit(() -> chat("x-api-key", token).statusCode()));
            }
            for (Future<Integer> call : calls) {
                assertEquals(200, call.get());
            }
        }
    }

    @Test
    void aRoleOfOurIssuerOpensTheControlPlaneAndOneOfThePartnersDoesNot() {
        TokenDraft admin = draft().claim("realm_access", Map.of("roles", List.of("admin")));
        assertEquals(200, control(admin.signed(OURS)));
        assertEquals(403, control(draft().signed(OURS)));
        assertEquals(401, control(new TokenDraft(theirs.url()).claim("realm_access", Map.of("roles", List.of("admin"))).signed(THEIRS)));
        assertEquals(401, control(admin.time("exp", -1).signed(OURS)));
        assertEquals(401, gateway.get("/admin/v1/config").statusCode());
        assertEquals(401, control(API_KEY));
    }

    private static int control(String token) {
        return gateway.get("/admin/v1/config", "authorization", "Bearer " + token).statusCode();
    }

    private static void assertLogged(String text) {
        gateway.await(text, () -> gateway.log().contains(text));
    }

    private static TokenDraft draft() {
        return new TokenDraft(ours.url());
    }

    private static HttpResponse<String> chat(String header, String value) {
        return gateway.post("/v1/chat/completions", RawCall.body("demo", ""), header, value);
    }

    private static ChatCompletionCreateParams hello(String model) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage("Hello").build();
    }

    private static final class Sdk implements AutoCloseable {

        private final OpenAIClient client;

        Sdk(String key) {
            client = OpenAIOkHttpClient.builder().baseUrl(gateway.url("/v1")).apiKey(key).maxRetries(0).build();
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
