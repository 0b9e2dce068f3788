package dev.portcullis.cache;

import static dev.portcullis.cache.Answers.DONE;
import static dev.portcullis.cache.Answers.bytes;
import static dev.portcullis.cache.Answers.chunks;
import static dev.portcullis.cache.Answers.ends;
import static dev.portcullis.cache.Answers.event;
import static dev.portcullis.cache.Answers.hello;
import static dev.portcullis.cache.Answers.message;
import static dev.portcullis.cache.Answers.replayed;
import static dev.portcullis.cache.Answers.says;
import static dev.portcullis.cache.Answers.stream;
import static dev.portcullis.cache.Answers.text;
import static dev.portcullis.cache.Answers.whole;
import static dev.portcullis.cache.Answers.wholeHello;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.ObjectMappers;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.completions.Completion;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Recordings;
import dev.portcullis.pipeline.SseEvent;
import dev.portcullis.pipeline.SseEvents;
import dev.portcullis.pipeline.Usage;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private static final String NEW_ID = "chatcmpl-ba419d350dfe8af7aee7bbe10c45c028";
    private static final String USAGE = "\"usage\":{\"prompt_tokens\":57,\"completion_tokens\":31,\"total_tokens\":88,"
            + "\"prompt_tokens_details\":{\"cached_tokens\":12,\"audio_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":5,\"audio_tokens\":0}}";

    @Test
    void aStreamComesAgainAsItWasWithANewId() {
        assertEquals(hello().replace("chatcmpl-old", NEW_ID), text(stream(hello()).orElseThrow(), true, false));
    }

    @Test
    void aWholeAnswerComesAgainAsItWasWithANewId() {
        String answer = wholeHello("{ \"content\" : \"Hello\" }\n");
        assertEquals(answer.replace("chatcmpl-old", NEW_ID), text(whole(answer).orElseThrow(), false, false));
    }

    @Test
    void everyRecordedStreamHasItsEventsAgainAndOneNewId() {
        for (Path file : Recordings.streams()) {
            Answers.recorded(file).ifPresent(kept -> {
                List<String> before = data(Buffer.buffer(Recordings.read(file)));
                List<String> after = data(bytes(replayed(kept, true, true).orElseThrow()));
                String id = json(before.get(before.size() / 2)).path("id").asText();
                String fresh = json(after.get(after.size() / 2)).path("id").asText();
                assertNotEquals(id, fresh);
                assertEquals(id.substring(0, id.indexOf('-') + 1), fresh.substring(0, fresh.indexOf('-') + 1));
                List<String> expected = before.stream().map(event -> event.replace("\"id\":\"" + id + '"', "\"id\":\"" + fresh + '"')).toList();
                boolean told = before.stream().anyMatch(event -> event.contains("\"usage\":{"));
                assertEquals(expected, told ? after : without(after.size() - 2, after), file.toString());
            });
        }
    }

    @Test
    void everyReplayHasItsOwnId() {
        Kept kept = stream(hello()).orElseThrow();
        Replay replay = new Replay(new Random(1));
        assertNotEquals(bytes(replay.body(kept, true, false).orElseThrow()), bytes(replay.body(kept, true, false).orElseThrow()));
    }

    @Test
    void anIdOfNoKnownKindGetsANewOneAndAnEmptyOrAbsentOneStays() {
        String one = "data: {\"id\":\"ebafdc26c329\",\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
        String events = "data: {\"choices\":[]}\n\ndata: {\"id\":\"\",\"choices\":[]}\n\ndata: {\"id\":null,\"choices\":[]}\n\n" + one + DONE;
        assertEquals(events.replace("ebafdc26c329", NEW_ID.replace("chatcmpl-", "")), text(stream(events).orElseThrow(), true, false));
    }

    @Test
    void usageIsShownToThoseWhoAskAndKeptFromOthersWhereItWasHeard() {
        String usage = "data: {\"id\":\"chatcmpl-old\",\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"cost\":0.5}}\n\n";
        Kept kept = stream(hello().replace(DONE, usage + DONE)).orElseThrow();
        assertEquals(hello().replace(DONE, usage + DONE).replace("chatcmpl-old", NEW_ID), text(kept, true, true));
        assertEquals(hello().replace("chatcmpl-old", NEW_ID), text(kept, true, false));
    }

    @Test
    void usageIsShownToThoseWhoAskAndKeptFromOthersWhereItWasNotHeard() {
        Kept kept = stream(hello()).orElseThrow();
        String usage = "data: {\"id\":\"chatcmpl-old\",\"object\":\"chat.completion.chunk\",\"created\":1764000000,\"model\":\"m\",\"choices\":[]," + USAGE + "}\n\n";
        assertEquals(hello().replace(DONE, usage + DONE).replace("chatcmpl-old", NEW_ID), text(kept, true, true));
        assertEquals(hello().replace("chatcmpl-old", NEW_ID), text(kept, true, false));
    }

    @Test
    void usageThatNobodyKnowsIsNotMadeUp() {
        Recording recording = Recording.of(Endpoint.CHAT, true, new BytesOnTheWay(Long.MAX_VALUE));
        recording.hear(Buffer.buffer(hello()));
        assertEquals(hello().replace("chatcmpl-old", NEW_ID), text(recording.kept(Usage.UNKNOWN, Answers.NOW).orElseThrow(), true, true));
    }

    @Test
    void usageThatCameWithAChoiceIsNotSaidTwice() {
        String events = says("a") + ends("stop").replace("]}\n", "],\"usage\":{\"prompt_tokens\":1}}\n") + DONE;
        assertEquals(events.replace("chatcmpl-old", NEW_ID), text(stream(events).orElseThrow(), true, true));
    }

    @Test
    void aLongStreamComesInChunksOfWholeEventsAndNoFasterThanItIsRead() {
        Kept kept = stream(says("word ").repeat(2_000) + ends("stop") + DONE).orElseThrow();
        AssertSubscriber<Buffer> reader = ((Body.Stream) replayed(kept, true, false).orElseThrow()).chunks()
                .subscribe().withSubscriber(AssertSubscriber.create(0));
        reader.assertHasNotReceivedAnyItem();
        reader.request(1).assertNotTerminated();
        assertEquals(1, reader.getItems().size());
        reader.request(Long.MAX_VALUE).assertCompleted();
        assertTrue(reader.getItems().size() > 10, reader.getItems().size() + " chunks");
        for (Buffer chunk : reader.getItems()) {
            assertTrue(chunk.length() < 17 * 1024, chunk.length() + " bytes");
            assertTrue(chunk.toString().startsWith("data: ") && chunk.toString().endsWith("\n\n"));
        }
    }

    @Test
    void aChunkIsNeverEmptyThoughTheHiddenEventStandAlone() {
        String usage = "data: {\"choices\":[],\"pad\":\"" + "x".repeat(20_000) + "\",\"usage\":{}}\n\n";
        Kept kept = stream(says("y".repeat(20_000)) + ends("stop") + says("y".repeat(20_000)) + usage + DONE).orElseThrow();
        List<Buffer> chunks = chunks(replayed(kept, true, false).orElseThrow());
        assertTrue(chunks.stream().noneMatch(chunk -> chunk.length() == 0));
        assertEquals(DONE, chunks.getLast().toString());
    }

    @Test
    void aWholeAnswerBecomesAStream() {
        String head = "data: {\"id\":\"" + NEW_ID + "\",\"object\":\"chat.completion.chunk\",\"created\":1764000000,\"model\":\"m\",\"choices\":[";
        assertEquals(head + "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}\n\n"
                + head + "{\"index\":0,\"delta\":{\"content\":\"Hello\",\"refusal\":null},\"finish_reason\":null}]}\n\n"
                + head + "{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
                + head + "],\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":2,\"total_tokens\":10}}\n\n" + DONE,
                text(whole(wholeHello(message())).orElseThrow(), true, true));
    }

    @Test
    void aStreamBecomesAWholeAnswer() {
        assertEquals("{\"id\":\"" + NEW_ID + "\",\"object\":\"chat.completion\",\"created\":1764000000,\"model\":\"m\",\"choices\":[{\"index\":0,"
                + "\"message\":{\"role\":\"assistant\",\"content\":\"Hello\",\"refusal\":null},\"finish_reason\":\"stop\"}]," + USAGE + "}",
                text(stream(hello()).orElseThrow(), false, false));
    }

    @Test
    void aWholeCompletionBecomesAStreamAndTheReverse() {
        String answer = "{\"id\":\"cmpl-old\",\"object\":\"text_completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"text\":\"ab\",\"index\":0,"
                + "\"logprobs\":{\"tokens\":[\"a\",\"b\"]},\"finish_reason\":\"length\"}],\"usage\":{\"total_tokens\":3}}";
        Kept kept = Answers.recorded(Endpoint.COMPLETIONS, false, List.of(Buffer.buffer(answer))).orElseThrow();
        String head = "data: {\"id\":\"cmpl-ba419d350dfe8af7aee7bbe10c45c028\",\"object\":\"text_completion\",\"created\":1,\"model\":\"m\",\"choices\":[";
        String streamed = text(kept, true, true);
        assertEquals(head + "{\"index\":0,\"text\":\"ab\",\"logprobs\":{\"tokens\":[\"a\",\"b\"]},\"finish_reason\":null}]}\n\n"
                + head + "{\"index\":0,\"text\":\"\",\"logprobs\":null,\"finish_reason\":\"length\"}]}\n\n"
                + head + "],\"usage\":{\"total_tokens\":3}}\n\n" + DONE, streamed);
        Kept again = Answers.recorded(Endpoint.COMPLETIONS, true, List.of(Buffer.buffer(streamed))).orElseThrow();
        assertEquals(json(answer.replace("cmpl-old", "cmpl-ba419d350dfe8af7aee7bbe10c45c028")), json(text(again, false, false)));
    }

    @Test
    void everyRecordedWholeAnswerSaysTheSameAsAStreamAndThenAsAWholeAgain() {
        int seen = 0;
        for (Path file : Recordings.answers("openai-chat", "openai-compatible", "openai-completions")) {
            Optional<Kept> kept = Answers.recorded(file);
            Optional<Body> streamed = kept.flatMap(answer -> replayed(answer, true, true));
            if (streamed.isEmpty()) {
                continue;
            }
            seen++;
            Kept again = Answers.recorded(Answers.endpoint(file), true, List.of(bytes(streamed.get()))).orElseThrow();
            JsonNode before = json(new String(Recordings.read(file), StandardCharsets.UTF_8));
            JsonNode after = json(text(again, false, false));
            for (String field : List.of("object", "created", "model", "usage", "system_fingerprint", "service_tier", "provider", "citations")) {
                assertEquals(before.path(field), after.path(field), file + ": " + field);
            }
            JsonNode choice = before.path("choices").path(0);
            for (String field : List.of("finish_reason", "native_finish_reason", "logprobs", "text", "content_filter_results")) {
                assertEquals(choice.path(field), after.path("choices").path(0).path(field), file + ": " + field);
            }
            choice.path("message").properties().stream().filter(field -> !List.of("tool_calls", "function_call").contains(field.getKey())).forEach(field -> assertEquals(
                    field.getValue(), after.path("choices").path(0).path("message").path(field.getKey()), file + ": " + field.getKey()));
        }
        assertTrue(seen >= 15, seen + " answers");
    }

    @Test
    void everyRecordedStreamSaysTheSameAsAWholeAnswer() {
        List<String> unfit = new ArrayList<>();
        for (Path file : Recordings.streams()) {
            Optional<Kept> kept = Answers.recorded(file);
            if (kept.isEmpty()) {
                continue;
            }
            Optional<Body> whole = replayed(kept.get(), false, false);
            if (whole.isEmpty()) {
                unfit.add(file.getFileName().toString());
                continue;
            }
            JsonNode answer = json(bytes(whole.get()).toString());
            List<String> events = data(Buffer.buffer(Recordings.read(file)));
            for (String name : List.of("content", "refusal", "reasoning", "reasoning_content")) {
                assertEquals(joined(events, name), written(answer.path("choices").path(0).path("message").path(name)), file + ": " + name);
            }
            assertEquals(joined(events, "text"), answer.path("choices").path(0).path("text").asText(), file.toString());
            assertTrue(answer.path("usage").path("total_tokens").asLong() > 0, file.toString());
            assertEquals(1, answer.path("choices").size());
        }
        // OpenRouter's reasoning_details come in pieces of their own making.
        assertEquals(List.of("stream-reasoning--pydantic-openrouter-streaming-reasoning.stream.txt"), unfit);
    }

    @Test
    void logProbabilitiesAreStrungTogetherWithAllTheirDigits() {
        String events = event("\"delta\":{\"content\":\"a\"},\"logprobs\":{\"content\":[{\"token\":\"a\",\"logprob\":-0.00000012340}],\"refusal\":null},\"finish_reason\":null")
                + event("\"delta\":{\"content\":\"b\"},\"logprobs\":{\"content\":[{\"token\":\"b\",\"logprob\":-12.5}],\"refusal\":null},\"finish_reason\":null")
                + event("\"delta\":{},\"logprobs\":null,\"finish_reason\":\"stop\"") + DONE;
        assertEquals(json("{\"content\":[{\"token\":\"a\",\"logprob\":-0.00000012340},{\"token\":\"b\",\"logprob\":-12.5}],\"refusal\":null}"),
                json(text(stream(events).orElseThrow(), false, false)).path("choices").path(0).path("logprobs"));
        assertTrue(text(stream(events).orElseThrow(), false, false).contains("\"logprob\":-1.2340E-7}"));
    }

    @Test
    void aRefusalAndReasoningComeInEitherShape() {
        String events = event("\"delta\":{\"role\":\"assistant\",\"content\":null,\"reasoning_content\":\"Hm\"},\"finish_reason\":null")
                + event("\"delta\":{\"reasoning_content\":\"m.\"},\"finish_reason\":null") + event("\"delta\":{\"refusal\":\"I'm \"},\"finish_reason\":null")
                + event("\"delta\":{\"refusal\":\"sorry.\"},\"finish_reason\":null") + ends("stop") + DONE;
        String whole = text(stream(events).orElseThrow(), false, false);
        assertEquals(json("{\"role\":\"assistant\",\"content\":null,\"reasoning_content\":\"Hmm.\",\"refusal\":\"I'm sorry.\"}"),
                json(whole).path("choices").path(0).path("message"));
        ChatCompletion read = accumulated(bytes(replayed(whole(whole).orElseThrow(), true, true).orElseThrow()));
        assertEquals("I'm sorry.", read.choices().getFirst().message().refusal().orElseThrow());
        assertTrue(read.choices().getFirst().message().content().isEmpty());
    }

    @Test
    void whatNobodyHereKnowsIsTakenOverWhereItCameOnce() {
        String events = event("\"delta\":{\"content\":\"a\",\"annotations\":[{\"url\":\"u\"}],\"x\":7},\"y\":{\"z\":1},\"finish_reason\":null")
                + event("\"delta\":{\"content\":\"b\",\"annotations\":[],\"x\":7},\"y\":{\"z\":1},\"stop_reason\":\"###\",\"finish_reason\":\"stop\"")
                        .replace("\"model\"", "\"w\":[1],\"obfuscation\":\"pad\",\"model\"") + DONE;
        JsonNode answer = json(text(stream(events).orElseThrow(), false, false));
        assertEquals(json("{\"role\":\"assistant\",\"content\":\"ab\",\"annotations\":[{\"url\":\"u\"}],\"x\":7}"), answer.path("choices").path(0).path("message"));
        assertEquals(1, answer.path("choices").path(0).path("y").path("z").asInt());
        assertEquals("###", answer.path("choices").path(0).path("stop_reason").asText());
        assertEquals(1, answer.path("w").path(0).asInt());
        assertTrue(answer.path("obfuscation").isMissingNode());
    }

    @Test
    void whatCannotBeJoinedWithoutMakingSomethingUpIsAMiss() {
        for (String field : List.of("\"thought\":\"ha\"", "\"parts\":[1]", "\"content\":[{\"type\":\"text\"}]", "\"audio\":{\"data\":\"AAAA\"}")) {
            String twice = event("\"delta\":{" + field + "},\"finish_reason\":null").repeat(2) + ends("stop") + DONE;
            assertFalse(replayed(stream(twice).orElseThrow(), false, false).isPresent(), field);
            assertTrue(replayed(stream(twice).orElseThrow(), true, false).isPresent(), field);
        }
        String filtered = event("\"delta\":{},\"content_filter_results\":{\"hate\":{\"severity\":\"low\"}},\"finish_reason\":null")
                + event("\"delta\":{},\"content_filter_results\":{\"hate\":{\"severity\":\"safe\"}},\"finish_reason\":\"stop\"") + DONE;
        assertFalse(replayed(stream(filtered).orElseThrow(), false, false).isPresent());
        Kept parts = whole(wholeHello("{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"a\"}]}")).orElseThrow();
        assertFalse(replayed(parts, true, false).isPresent());
        assertTrue(replayed(parts, false, false).isPresent());
    }

    @Test
    void numbersThatNoComputerHoldsDoNotBreakAReplay() {
        for (String number : List.of("1e999999999", "1e99999999999", "-0.0", "1".repeat(900), "1".repeat(5_000), "1e-400")) {
            whole(wholeHello("{\"role\":\"assistant\",\"content\":\"a\",\"x\":" + number + "}")).ifPresent(kept ->
                    replayed(kept, true, true).ifPresent(Answers::bytes));
            stream(event("\"delta\":{\"content\":\"a\",\"x\":" + number + "},\"finish_reason\":\"stop\"") + DONE).ifPresent(kept ->
                    replayed(kept, false, true).ifPresent(Answers::bytes));
        }
    }

    @Test
    void nestingAsDeepAsIsReadDoesNotBreakAReplay() {
        for (int depth = 980; depth < 1_002; depth++) {
            String deep = "[".repeat(depth) + "]".repeat(depth);
            whole(wholeHello("{\"content\":\"a\",\"x\":" + deep + "}").replace("\"model\"", "\"y\":" + deep + ",\"model\""))
                    .ifPresent(kept -> replayed(kept, true, true).ifPresent(Answers::bytes));
            stream(event("\"delta\":{\"content\":\"a\",\"x\":" + deep + "},\"logprobs\":{\"content\":[" + deep + "]},\"finish_reason\":\"stop\"") + DONE)
                    .ifPresent(kept -> replayed(kept, false, true).ifPresent(Answers::bytes));
        }
    }

    @Test
    void halfACharacterIsJoinedWithItsOtherHalfOrStaysHalf() {
        assertEquals("\ud83d\ude00", json(text(stream(says("\\ud83d") + says("\\ude00") + ends("stop") + DONE).orElseThrow(), false, false))
                .path("choices").path(0).path("message").path("content").asText());
        assertTrue(text(stream(says("\\ud83d") + ends("stop") + DONE).orElseThrow(), false, false).contains("\"content\":\"\\uD83D\""));
        assertTrue(text(whole(wholeHello("{\"content\":\"\\ude00\"}")).orElseThrow(), true, false).contains("\"content\":\"\\uDE00\""));
    }

    @Test
    void onlyALargeAnswerInAnotherShapeTakesLong() {
        Replay replay = new Replay(new Random(1));
        Kept large = stream(says("word ").repeat(2_000) + ends("stop") + DONE).orElseThrow();
        assertTrue(replay.takesLong(large, false));
        assertFalse(replay.takesLong(large, true));
        assertFalse(replay.takesLong(stream(hello()).orElseThrow(), false));
    }

    @Test
    void embeddingsComeWholeWhateverIsAsked() {
        Kept kept = Answers.recorded(Endpoint.EMBEDDINGS, false, List.of(Buffer.buffer("{\"data\":[{\"embedding\":[0.1]}]}"))).orElseThrow();
        assertEquals("{\"data\":[{\"embedding\":[0.1]}]}", text(kept, true, true));
    }

    @Test
    void openAisOwnAccumulatorReadsEveryReplayedStreamAsItReadsTheFirstOne() {
        for (Path file : Recordings.streams("openai-chat", "azure-openai")) {
            Answers.recorded(file).ifPresent(kept -> {
                ChatCompletion first = accumulated(Buffer.buffer(Recordings.read(file)));
                ChatCompletion again = accumulated(bytes(replayed(kept, true, true).orElseThrow()));
                ChatCompletion whole = read(bytes(replayed(kept, false, true).orElseThrow()).toString(), ChatCompletion.class).validate();
                assertEquals(first.choices(), again.choices(), file.toString());
                assertEquals(first.choices().getFirst().message().content(), whole.choices().getFirst().message().content());
                assertEquals(first.choices().getFirst().finishReason(), whole.choices().getFirst().finishReason());
                assertEquals(again.usage().orElseThrow(), whole.usage().orElseThrow());
            });
        }
    }

    @Test
    void openAisOwnAccumulatorReadsEveryWholeAnswerAsAStream() {
        for (Path file : Recordings.answers("openai-chat")) {
            Answers.recorded(file).flatMap(kept -> replayed(kept, true, true)).ifPresent(body -> {
                ChatCompletion first = read(new String(Recordings.read(file), StandardCharsets.UTF_8), ChatCompletion.class);
                ChatCompletion streamed = accumulated(bytes(body));
                assertEquals(first.choices().getFirst().message().content(), streamed.choices().getFirst().message().content(), file.toString());
                assertEquals(first.choices().getFirst().finishReason(), streamed.choices().getFirst().finishReason());
                assertEquals(first.choices().getFirst().logprobs().flatMap(ChatCompletion.Choice.Logprobs::content),
                        streamed.choices().getFirst().logprobs().flatMap(ChatCompletion.Choice.Logprobs::content), file.toString());
                assertEquals(first.usage(), streamed.usage());
            });
        }
    }

    @Test
    void openAisOwnTypesReadCompletionsInEitherShape() {
        for (Path file : List.of(Path.of("src/test/resources/wire/openai-completions/stream-length--envoy-completion-streaming.stream.txt"),
                Path.of("src/test/resources/wire/openai-completions/length--envoy-completion-basic.response.json"))) {
            Kept kept = Answers.recorded(file).orElseThrow();
            Completion whole = read(text(kept, false, false), Completion.class).validate();
            String streamed = data(bytes(replayed(kept, true, false).orElseThrow())).stream().filter(data -> !data.equals("[DONE]"))
                    .map(data -> read(data, Completion.class).choices().getFirst().text()).reduce("", String::concat);
            assertEquals(whole.choices().getFirst().text(), streamed);
        }
    }

    private static ChatCompletion accumulated(Buffer events) {
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        for (String data : data(events)) {
            // Like OpenAI's clients, which end there; and its accumulator wants nothing of chunks like Azure's first.
            if (!data.equals("[DONE]") && (json(data).path("choices").size() > 0 || json(data).path("usage").isObject())) {
                accumulator.accumulate(read(data, ChatCompletionChunk.class).validate());
            }
        }
        return accumulator.chatCompletion();
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return ObjectMappers.jsonMapper().readValue(json, type);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(json, unreadable);
        }
    }

    private static JsonNode json(String text) {
        return AnswerTree.read(text.getBytes(StandardCharsets.UTF_8), 0, text.getBytes(StandardCharsets.UTF_8).length)
                .orElseThrow(() -> new AssertionError(text));
    }

    private static List<String> data(Buffer events) {
        return new SseEvents().feed(events).stream().map(SseEvent::data).flatMap(Optional::stream)
                .map(data -> new String(data, StandardCharsets.UTF_8)).toList();
    }

    private static String joined(List<String> events, String name) {
        StringBuilder text = new StringBuilder();
        for (String data : events.subList(0, events.size() - 1)) {
            JsonNode choice = json(data).path("choices").path(0);
            JsonNode piece = name.equals("text") ? choice.path(name) : choice.path("delta").path(name);
            text.append(written(piece));
        }
        return text.toString();
    }

    private static String written(JsonNode text) {
        return text.isTextual() ? text.asText() : "";
    }

    private static List<String> without(int index, List<String> events) {
        List<String> rest = new ArrayList<>(events);
        rest.remove(index);
        return rest;
    }
}
