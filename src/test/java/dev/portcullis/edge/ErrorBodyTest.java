package dev.portcullis.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ErrorBodyTest {

    private static final List<Refusal> ALL = List.of(
            new Refusal.Unauthenticated("why"), new Refusal.InvalidToken("why"), new Refusal.NoTenant(true, List.of("a", "b")),
            new Refusal.IssuerAway(Duration.ofSeconds(5)), new Refusal.ModelNotAllowed("m"), new Refusal.InvalidJson("detail"),
            new Refusal.OverLimit("this tenant", Refusal.OverLimit.Unit.REQUESTS, 60, 1, Duration.ofSeconds(1)),
            new Refusal.TooManyAtOnce("this tenant", 4, Duration.ofSeconds(1)), new Refusal.TooManyTokens(8_000, 100, 9_000),
            new Refusal.OverBudget("daily", 20_000_000_000L, Instant.parse("2026-11-25T00:00:00Z"), Duration.ofHours(3), false),
            new Refusal.MissingParameter("model"), new Refusal.InvalidValue("stream", "detail"),
            new Refusal.PromptNotFound("p@9", "there are 1.0.0 and 1.1.0"), new Refusal.UnsupportedEncoding("gzip"),
            new Refusal.BodyTooLarge(20), new Refusal.BodyTooSlow(Duration.ofSeconds(60)), new Refusal.HeadersTooLarge(32),
            new Refusal.UnknownModel("m"), new Refusal.UnknownPath("GET", "/v1/x"), new Refusal.MethodNotAllowed("GET", "POST"),
            new Refusal.UpstreamFailed(Origin.GATEWAY, "detail"), new Refusal.UpstreamTimedOut(Origin.GATEWAY, "detail"),
            new Refusal.NoHealthyTarget("m", Duration.ofSeconds(3)), new Refusal.ShuttingDown(Duration.ofSeconds(1)),
            new Refusal.Overloaded(Duration.ofSeconds(1)), new Refusal.CallerLeft(Origin.GATEWAY), new Refusal.NotCached(), new Refusal.Broken(),
            new Refusal.UnknownRequest(), new Refusal.StoreUnavailable(Duration.ofSeconds(1)),
            new Refusal.Blocked(Refusal.Blocked.What.INJECTION, List.of("override")), new Refusal.TooMuchText(20),
            new Refusal.OutputInvalid("p@1.0.0", "failed;section=a", Usage.UNKNOWN, Optional.empty(), Origin.GATEWAY));

    @Test
    void everyRefusalHasAllFourFieldsAndACodeOfItsOwn() throws IOException {
        Set<String> codes = new HashSet<>();
        // A token is a key of another kind, and too much text is too much of a body: clients look for one code.
        for (Refusal refusal : ALL) {
            ErrorBody body = ErrorBody.of(refusal);
            JsonNode error = new ObjectMapper().readTree(body.json().getBytes()).get("error");
            assertEquals(List.of("message", "type", "param", "code"), List.copyOf(error.properties().stream().map(e -> e.getKey()).toList()));
            assertFalse(error.get("message").asText().isBlank());
            assertTrue(codes.add(error.get("code").asText()) || refusal instanceof Refusal.InvalidToken || refusal instanceof Refusal.TooMuchText, error.toString());
            assertTrue(body.status() >= 400 && body.status() < 600);
            assertEquals(body.status() == 503 || body.status() == 429, body.retryAfter().isPresent(), error.toString());
        }
    }

    @Test
    void noRefusalIsForgottenHere() {
        Set<Class<?>> plain = new HashSet<>(Set.of(Refusal.class.getPermittedSubclasses()));
        plain.remove(Refusal.Noted.class);
        assertEquals(plain, Set.copyOf(ALL.stream().map(Refusal::getClass).toList()));
    }

    @Test
    void whatTheHeadSaysChangesNoWord() {
        Refusal refusal = new Refusal.UnknownModel("m");
        Refusal noted = refusal.with(Headers.of("x-one", "1")).with(Headers.of("x-two", "2"));
        assertEquals(ErrorBody.of(refusal), ErrorBody.of(noted));
        assertEquals("2", noted.headers().first("x-two").orElseThrow());
        assertEquals(refusal, noted.plain());
    }

    /** A base URL without its /v1, or an SDK that asks for OpenAI's newer API, is to be seen from the message. */
    @Test
    void saysWhichPathsThereAreWhereOneIsUnknown() {
        assertEquals("Unknown request URL: POST /v1/responses. Here there are /v1/chat/completions, /v1/completions, /v1/embeddings, /v1/models, /v1/models/{id},"
                + " /v1/moderations, /v1/guard/check, /v1/feedback.", ErrorBody.of(new Refusal.UnknownPath("POST", "/v1/responses")).message());
    }

    @Test
    void saysWhichLimitAndWhatToDo() {
        assertEquals("This request exceeds the limit of 60 requests per minute of this API key; try again in 1500 ms.",
                ErrorBody.of(new Refusal.OverLimit("this API key", Refusal.OverLimit.Unit.REQUESTS, 60, 1, Duration.ofMillis(1_500))).message());
        assertEquals("This request needs 900 tokens, more than the limit of 600 tokens per minute of this tenant ever lets through;"
                + " ask for less output, or send less input.",
                ErrorBody.of(new Refusal.OverLimit("this tenant", Refusal.OverLimit.Unit.TOKENS, 600, 900, Duration.ofMinutes(1))).message());
        assertEquals("What is left of this tenant's daily budget of 20.5 USD does not suffice for this request; it begins anew at 2026-11-25T00:00:00Z.",
                ErrorBody.of(new Refusal.OverBudget("daily", 20_500_000_000L, Instant.parse("2026-11-25T00:00:00Z"), Duration.ofHours(3), false)).message());
    }

    @Test
    void whatTheCallerSentIsEscaped() throws IOException {
        ErrorBody body = ErrorBody.of(new Refusal.UnknownModel("a\"b\\c\nd\u0000e</script>"));
        assertTrue(new ObjectMapper().readTree(body.json().getBytes()).at("/error/message").asText().contains("a\"b\\c\nd\u0000e</script>"));
    }

    @Test
    void thePageOfErrorsNamesEveryCode() throws IOException {
        String page = Files.readString(Path.of("src/docs/errors.md"));
        for (Refusal refusal : ALL) {
            if (!(refusal instanceof Refusal.CallerLeft)) {
                ErrorBody body = ErrorBody.of(refusal);
                assertTrue(page.contains("| " + body.status() + " | `" + body.code() + "` |"), body.code());
            }
        }
    }

    @Test
    void aGuardsNoInAStreamIsOfTheTypeThatItHasOfAWholeAnswer() {
        assertTrue(ErrorBody.blocked("pii_detected", "No.").toString().contains("\"type\":\"invalid_request_error\""));
        assertTrue(ErrorBody.blocked("upstream_error", "No.").toString().contains("\"type\":\"server_error\""));
    }
}
