package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** OpenAI's own SDK, unmodified, with nothing changed but its base URL and key: what it is answered. */
class OpenAiSdkIT {

    private static final String KEY = "acme-key";
    private static SimulatedProvider provider;
    private static PackagedGateway gateway;
    private static OpenAIClient client;

    /** A tool's parameters. */
    public static class Weather {
        @JsonPropertyDescription("The city to look at")
        public String city;
        public int days;
    }

    /** A structured answer. */
    public static class Recipe {
        public String title;
        public List<String> steps;
        public boolean vegetarian;
    }

    @BeforeAll
    static void start() {
        provider = new SimulatedProvider();
        gateway = PackagedGateway.start(new GatewayFile().provider("simulator", provider.baseUrl(), "")
                .single("chat", "simulator", "demo;seed=7")
                .single("two-calls", "simulator", "demo;calls=2")
                .single("slow", "simulator", "demo;rate=50;tokens=100000")
                .tenant("acme", KEY, "").toString());
        client = OpenAIOkHttpClient.builder().baseUrl(gateway.url("/v1")).apiKey(KEY).maxRetries(0).build();
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
    void aChatIsAnswered() {
        ChatCompletion answer = client.chat().completions().create(hello("chat").build());
        assertFalse(text(answer).isBlank());
        assertEquals(ChatCompletion.Choice.FinishReason.STOP, answer.choices().getFirst().finishReason());
        assertEquals(32, answer.usage().orElseThrow().completionTokens());
    }

    @Test
    void aStreamSaysTheSameAsTheWholeAnswer() {
        List<ChatCompletionChunk> chunks = stream(hello("chat").build());
        assertEquals(text(client.chat().completions().create(hello("chat").build())), chunks.stream()
                .map(chunk -> chunk.choices().getFirst().delta().content().orElse("")).collect(Collectors.joining()));
        assertEquals(ChatCompletionChunk.Choice.FinishReason.STOP,
                chunks.getLast().choices().getFirst().finishReason().orElseThrow());
        assertTrue(chunks.size() > 32, "one chunk a token, and the finish: " + chunks.size());
    }

    @Test
    void theChunkWithUsageComesIfItWasAskedFor() {
        List<ChatCompletionChunk> chunks = stream(hello("chat")
                .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build()).build());
        assertTrue(chunks.getLast().choices().isEmpty());
        assertEquals(32, chunks.getLast().usage().orElseThrow().completionTokens());
    }

    @Test
    void theChunkWithUsageStaysAwayIfItWasNotAskedFor() {
        List<ChatCompletionChunk> chunks = stream(hello("chat").build());
        assertTrue(chunks.stream().noneMatch(chunk -> chunk.choices().isEmpty()), "a chunk without choices");
        assertTrue(chunks.stream().noneMatch(chunk -> chunk.usage().isPresent()), "a chunk with usage");
    }

    @Test
    void aToolIsCalledAndItsResultAnswered() {
        ChatCompletionCreateParams question = hello("chat").addTool(Weather.class).build();
        ChatCompletion answer = client.chat().completions().create(question);
        assertEquals(ChatCompletion.Choice.FinishReason.TOOL_CALLS, answer.choices().getFirst().finishReason());
        ChatCompletionMessageFunctionToolCall call = calls(answer).getFirst();
        Weather asked = call.function().arguments(Weather.class);
        assertFalse(asked.city.isBlank());

        ChatCompletion last = client.chat().completions().create(question.toBuilder()
                .addMessage(answer.choices().getFirst().message())
                .addMessage(ChatCompletionToolMessageParam.builder().toolCallId(call.id()).content("sunny").build()).build());
        assertEquals(ChatCompletion.Choice.FinishReason.STOP, last.choices().getFirst().finishReason());
        assertFalse(text(last).isBlank());
    }

    @Test
    void streamedToolCallsAddUpToTheWholeOnes() {
        ChatCompletionCreateParams question = hello("two-calls").addTool(Weather.class).build();
        ChatCompletionAccumulator sum = ChatCompletionAccumulator.create();
        stream(question).forEach(sum::accumulate);
        List<ChatCompletionMessageFunctionToolCall> streamed = calls(sum.chatCompletion());
        assertEquals(2, streamed.size());
        assertEquals(calls(client.chat().completions().create(question)), streamed);
    }

    @Test
    void aStructuredAnswerBecomesAnObject() {
        Recipe recipe = client.chat().completions().create(hello("chat").responseFormat(Recipe.class).build())
                .choices().getFirst().message().content().orElseThrow();
        assertFalse(recipe.title.isBlank());
        assertNotNull(recipe.steps);
    }

    @Test
    void embeddingsAreTheSameAsNumbersAndInBase64() {
        EmbeddingCreateParams.Builder question = EmbeddingCreateParams.builder().model("chat").inputOfArrayOfStrings(List.of("one", "two"));
        var byDefault = client.embeddings().create(question.build()).data();
        var numbers = client.embeddings().create(question.encodingFormat(EmbeddingCreateParams.EncodingFormat.FLOAT).build()).data();
        var base64 = client.embeddings().create(question.encodingFormat(EmbeddingCreateParams.EncodingFormat.BASE64).build()).data();
        assertEquals(2, numbers.size());
        assertEquals(1536, numbers.getLast().embedding().size());
        assertEquals(numbers.getLast().embedding(), base64.getLast().embedding());
        assertEquals(numbers.getFirst().embedding(), byDefault.getFirst().embedding());
    }

    @Test
    void aCompletionIsAnsweredWholeAndStreamed() {
        CompletionCreateParams question = CompletionCreateParams.builder().model("chat").prompt("Once upon a time").build();
        String whole = client.completions().create(question).choices().getFirst().text();
        assertFalse(whole.isBlank());
        try (StreamResponse<Completion> streamed = client.completions().createStreaming(question)) {
            assertEquals(whole, streamed.stream().map(chunk -> chunk.choices().getFirst().text()).collect(Collectors.joining()));
        }
    }

    @Test
    void modelsAreListedAndFound() {
        assertEquals(List.of("chat", "two-calls", "slow"), client.models().list().data().stream().map(Model::id).toList());
        assertEquals("chat", client.models().retrieve("chat").id());
    }

    @Test
    void theAsynchronousClientIsAnsweredWholeAndStreamed() throws Exception {
        var async = OpenAIOkHttpClientAsync.builder().baseUrl(gateway.url("/v1")).apiKey(KEY).maxRetries(0).build();
        try {
            String whole = text(async.chat().completions().create(hello("chat").build()).get(10, TimeUnit.SECONDS));
            StringBuffer streamed = new StringBuffer();
            CompletableFuture<Void> end = async.chat().completions().createStreaming(hello("chat").build())
                    .subscribe(chunk -> streamed.append(chunk.choices().getFirst().delta().content().orElse(""))).onCompleteFuture();
            end.get(10, TimeUnit.SECONDS);
            assertEquals(whole, streamed.toString());
        } finally {
            async.close();
        }
    }

    @Test
    void closingAStreamStopsTheProvider() {
        long before = provider.stats().cancelled();
        try (StreamResponse<ChatCompletionChunk> stream = client.chat().completions().createStreaming(hello("slow").build())) {
            assertTrue(stream.stream().findFirst().isPresent());
            assertEquals(1, provider.stats().openRequests());
        }
        provider.await("a cancelled request", stats -> stats.cancelled() == before + 1 && stats.openRequests() == 0);
    }

    private static ChatCompletionCreateParams.Builder hello(String model) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage("Hello");
    }

    private static String text(ChatCompletion answer) {
        return answer.choices().getFirst().message().content().orElseThrow();
    }

    private static List<ChatCompletionMessageFunctionToolCall> calls(ChatCompletion answer) {
        return answer.choices().getFirst().message().toolCalls().orElseThrow().stream().map(call -> call.asFunction()).toList();
    }

    private static List<ChatCompletionChunk> stream(ChatCompletionCreateParams question) {
        List<ChatCompletionChunk> chunks = new ArrayList<>();
        try (StreamResponse<ChatCompletionChunk> stream = client.chat().completions().createStreaming(question)) {
            stream.stream().forEach(chunks::add);
        }
        return chunks;
    }
}
