package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.RateLimitException;
import com.openai.errors.SseException;
import com.openai.errors.UnauthorizedException;
import com.openai.errors.UnexpectedStatusCodeException;
import com.openai.errors.UnprocessableEntityException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** OpenAI's own SDK, unmodified: every error arrives as the exception that its users already catch, with the contract's code. */
class OpenAiSdkErrorIT {

    private static final String KEY = "acme-key";
    private static SimulatedProvider provider;
    private static PackagedGateway gateway;
    private static OpenAIClient client;

    @BeforeAll
    static void start() {
        provider = new SimulatedProvider();
        GatewayFile file = new GatewayFile().provider("simulator", provider.baseUrl(), "")
                .provider("impatient", provider.baseUrl(), ", timeouts: { first-byte: 300ms }")
                .single("stall", "impatient", "demo;fault=stall")
                .single("forbidden", "simulator", "demo")
                .single("chat", "simulator", "demo")
                .single("limited", "simulator", "demo;fault=status:429;retry-after=7")
                .single("error-after", "simulator", "demo;fault=error-after:3")
                .single("truncate", "simulator", "demo;fault=truncate:3")
                .model("broken", ", retries: 0, breaker: { failures: 1, window: 1 }",
                        GatewayFile.target("only", "simulator", "demo;fault=status:500", 1));
        for (int status : List.of(400, 422, 500)) {
            file.single("status-" + status, "simulator", "demo;fault=status:" + status);
        }
        file.tenant("acme", KEY, ", models: [ chat, stall, limited, error-after, truncate, broken, \"status-*\" ]");
        gateway = PackagedGateway.start(file.toString(), "-Dportcullis.body.max-size=64K");
        client = client(KEY);
    }

    @AfterEach
    void nothingIsHeld() {
        provider.awaitNothingOpen();
    }

    @AfterAll
    static void stop() {
        client.close();
        gateway.close();
        provider.close();
    }

    @Test
    void anInvalidValueIsABadRequest() {
        BadRequestException refused = assertThrows(BadRequestException.class, () -> client.chat().completions().create(
                hello("chat").putAdditionalBodyProperty("stream", JsonValue.from("yes")).build()));
        assertEquals("invalid_value", code(refused));
        assertEquals("stream", refused.param().orElseThrow());
    }

    @Test
    void theProvidersOwnRefusalPassesInItsOwnWords() {
        BadRequestException refused = assertThrows(BadRequestException.class, () -> call("status-400"));
        assertTrue(refused.getMessage().contains("The request was refused with 400."), refused.getMessage());
        assertTrue(assertThrows(UnprocessableEntityException.class, () -> call("status-422")).getMessage()
                .contains("The request was refused with 422."));
    }

    @Test
    void anUnknownKeyIsUnauthorized() {
        OpenAIClient stranger = client("no-such-key");
        try {
            assertEquals("invalid_api_key", code(assertThrows(UnauthorizedException.class,
                    () -> stranger.chat().completions().create(hello("chat").build()))));
        } finally {
            stranger.close();
        }
    }

    @Test
    void aModelOfOtherTenantsIsPermissionDenied() {
        assertEquals("model_not_allowed", code(assertThrows(PermissionDeniedException.class, () -> call("forbidden"))));
    }

    @Test
    void anUnknownModelIsNotFound() {
        assertEquals("model_not_found", code(assertThrows(NotFoundException.class, () -> call("no-such-model"))));
        assertEquals("model_not_found", code(assertThrows(NotFoundException.class, () -> client.models().retrieve("no-such-model"))));
    }

    @Test
    void aBodyOverTheLimitIsRefusedAsTooLarge() {
        UnexpectedStatusCodeException refused = assertThrows(UnexpectedStatusCodeException.class, () -> client.chat().completions()
                .create(ChatCompletionCreateParams.builder().model("chat").addUserMessage("x".repeat(100_000)).build()));
        assertEquals(413, refused.statusCode());
        assertEquals("request_too_large", code(refused));
    }

    @Test
    void theProvidersRateLimitArrivesWithTheTimeToWait() {
        RateLimitException refused = assertThrows(RateLimitException.class, () -> call("limited"));
        assertEquals("rate_limit_exceeded", code(refused));
        assertEquals(List.of("7"), refused.headers().values("retry-after"));
    }

    @Test
    void failedAttemptsAreAnInternalServerError() {
        InternalServerException failed = assertThrows(InternalServerException.class, () -> call("status-500"));
        assertEquals(502, failed.statusCode());
        assertEquals("upstream_error", code(failed));
    }

    @Test
    void aProviderThatDoesNotAnswerInTimeIsAnInternalServerError() {
        InternalServerException failed = assertThrows(InternalServerException.class, () -> call("stall"));
        assertEquals(504, failed.statusCode());
        assertEquals("upstream_timeout", code(failed));
    }

    @Test
    void anOpenBreakerIsAnInternalServerErrorWithTheTimeToWait() {
        assertThrows(InternalServerException.class, () -> call("broken"));
        InternalServerException refused = assertThrows(InternalServerException.class, () -> call("broken"));
        assertEquals(503, refused.statusCode());
        assertEquals("no_healthy_target", code(refused));
        assertEquals(List.of("10"), refused.headers().values("retry-after"));
    }

    @Test
    void anErrorInMidStreamIsAnExceptionAndNoEnd() {
        AtomicInteger chunks = new AtomicInteger();
        SseException failed = assertThrows(SseException.class, () -> read("error-after", chunks));
        assertTrue(chunks.get() >= 3, "what came before the error was read: " + chunks);
        assertTrue(failed.getMessage().contains("The server had an error"), failed.getMessage());
    }

    @Test
    void aTruncatedStreamIsAnExceptionAndNoEnd() {
        AtomicInteger chunks = new AtomicInteger();
        SseException failed = assertThrows(SseException.class, () -> read("truncate", chunks));
        assertTrue(chunks.get() >= 3, "what came before the cut was read: " + chunks);
        assertEquals("upstream_error", code(failed));
    }

    private static void call(String model) {
        client.chat().completions().create(hello(model).build());
    }

    private static void read(String model, AtomicInteger chunks) {
        try (StreamResponse<ChatCompletionChunk> stream = client.chat().completions().createStreaming(hello(model).build())) {
            stream.stream().forEach(chunk -> chunks.incrementAndGet());
        }
    }

    private static OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder().baseUrl(gateway.url("/v1")).apiKey(key).maxRetries(0).build();
    }

    private static ChatCompletionCreateParams.Builder hello(String model) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage("Hello");
    }

    private static String code(OpenAIServiceException failure) {
        return failure.code().orElseThrow(() -> new AssertionError(failure));
    }
}
