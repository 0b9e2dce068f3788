package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.core.JsonValue;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What prompts promise of answers, at the packaged program. The model {@code echo} answers with what it is asked. */
class PromptOutputIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static PackagedGateway gateway;

    @BeforeAll
    static void start() {
        gateway = PackagedGateway.start(new GatewayFile().builtInSimulator()
                .single("echo", "simulator", "demo;echo")
                .tenant("acme", "acme", ", cache: { enabled: true }").toString());
        for (String onFail : List.of("flag", "retry_once", "reject")) {
            HttpResponse<String> published = gateway.admin("POST", "/prompts", "{\"id\":\"" + onFail + "\",\"version\":\"1.0.0\",\"category\":\"analysis\",\"model\":\"echo\","
                    + "\"template\":\"{{{text}}}\",\"parameters\":{\"text\":\"required\"},\"validation\":{\"required_sections\":[\"Analysis\"],\"on_fail\":\"" + onFail + "\"}}");
            assertEquals(201, published.statusCode(), published.body());
        }
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static HttpResponse<String> ask(String prompt, String text, boolean stream) {
        return gateway.post("/v1/chat/completions", "{\"prompt\":{\"id\":\"" + prompt + "\",\"variables\":{\"text\":\"" + text + "\"}},\"stream\":" + stream + "}",
                "authorization", "Bearer acme");
    }

    private static String said(HttpResponse<?> answer) {
        return answer.headers().firstValue("x-portcullis-cache").orElse("none") + " " + answer.headers().firstValue("x-portcullis-output").orElse("none");
    }

    @Test
    void aWholeAnswerIsJudgedAlsoFromTheCache() {
        assertEquals("miss passed", said(ask("flag", "# Analysis", false)));
        assertEquals("hit passed", said(ask("flag", "# Analysis", false)));
        assertEquals("miss failed;section=Analysis", said(ask("flag", "nothing", false)));
        assertEquals("hit failed;section=Analysis", said(ask("flag", "nothing", false)));
    }

    @Test
    void aSecondAnswerIsPaidForAsTheFirst() throws JsonProcessingException {
        HttpResponse<String> answer = ask("retry_once", "nothing", false);
        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(said(answer).endsWith(" failed;section=Analysis;retried"), said(answer));
        JsonNode usage = JSON.readTree(answer.body()).get("usage");
        long once = usage.get("prompt_tokens").asLong() + usage.get("completion_tokens").asLong();
        gateway.await("both answers are on the bill", () -> gateway.metric("portcullis_prompt_tokens_total", "prompt=\"retry_once\"", "kind=\"input\"")
                + gateway.metric("portcullis_prompt_tokens_total", "prompt=\"retry_once\"", "kind=\"output\"") == 2 * once);
        assertEquals("hit failed;section=Analysis;retried", said(ask("retry_once", "nothing", false)));
        assertEquals(1, gateway.metric("portcullis_prompt_output_total", "prompt=\"retry_once\"", "result=\"retried\""));
    }

    @Test
    void aRejectedAnswerIsNotGivenAndPaidFor() throws JsonProcessingException {
        HttpResponse<String> answer = ask("reject", "nothing", false);
        assertEquals(502, answer.statusCode(), answer.body());
        assertEquals("output_invalid", JSON.readTree(answer.body()).at("/error/code").asText());
        assertEquals("false", answer.headers().firstValue("x-should-retry").orElse("none"));
        assertTrue(said(answer).endsWith("failed;section=Analysis"), said(answer));
        gateway.await("it is on the bill", () -> gateway.metric("portcullis_prompt_tokens_total", "prompt=\"reject\"", "kind=\"output\"") > 0);
        assertEquals(200, ask("reject", "Analysis: none", false).statusCode());
    }

    @Test
    void aStreamTellsItBeforeItsEndAndTheOfficialClientReadsOn() {
        HttpResponse<String> raw = ask("reject", "some text", true);
        assertTrue(raw.body().endsWith(": x-portcullis-output: failed;section=Analysis\n\ndata: [DONE]\n\n"), raw.body());
        OpenAIClient client = OpenAIOkHttpClient.builder().baseUrl(gateway.url("/v1")).apiKey("acme").maxRetries(0).build();
        ChatCompletionCreateParams params = ChatCompletionCreateParams.builder().model("echo").messages(List.of())
                .putAdditionalBodyProperty("prompt", JsonValue.from(Map.of("id", "reject", "variables", Map.of("text", "more text")))).build();
        try (StreamResponse<ChatCompletionChunk> stream = client.chat().completions().createStreaming(params)) {
            String text = stream.stream().flatMap(chunk -> chunk.choices().stream()).flatMap(choice -> choice.delta().content().stream()).collect(Collectors.joining());
            assertEquals("more text", text.strip());
        }
        gateway.await("the log says it too", () -> gateway.log().contains(" output=failed;section=Analysis"));
    }
}
