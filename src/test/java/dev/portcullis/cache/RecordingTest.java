package dev.portcullis.cache;

import static dev.portcullis.cache.Answers.DONE;
import static dev.portcullis.cache.Answers.ends;
import static dev.portcullis.cache.Answers.event;
import static dev.portcullis.cache.Answers.hello;
import static dev.portcullis.cache.Answers.message;
import static dev.portcullis.cache.Answers.recorded;
import static dev.portcullis.cache.Answers.says;
import static dev.portcullis.cache.Answers.stream;
import static dev.portcullis.cache.Answers.text;
import static dev.portcullis.cache.Answers.whole;
import static dev.portcullis.cache.Answers.wholeHello;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Recordings;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RecordingTest {

    /** Of the recorded streams, those that may be given again; the rest are errors, calls of tools, cut, or of another format. */
    private static final List<String> KEPT_STREAMS = List.of(
            "azure-openai/stream-reasoning--vercel-azure-model-router-1",
            "openai-chat/stream--envoy-chat-streaming-web-search",
            "openai-chat/stream--pydantic-dbos-agent-iter",
            "openai-chat/stream--pydantic-openai-moderation-stream",
            "openai-chat/stream-reasoning--agentgw-stream",
            "openai-chat/stream-tool-results--pydantic-run-stream-sync-streams-real-model-i1",
            "openai-compatible/stream--pydantic-cancel-recorded-provider-stream-huggingface-i1",
            "openai-compatible/stream--pydantic-openrouter-cache-streaming-e2e",
            "openai-compatible/stream-cached-usage--pydantic-openrouter-stream-with-native-options",
            "openai-compatible/stream-reasoning--pydantic-openrouter-streaming-reasoning",
            "openai-compatible/stream-reasoning--vercel-moonshotai-stream",
            "openai-completions/stream-length--envoy-completion-streaming");

    @Test
    void ofTheRecordedStreamsOnlyThoseThatEndedWellAreKept() {
        List<String> kept = Recordings.streams().stream().filter(file -> recordedStream(file).isPresent())
                .map(file -> file.getParent().getFileName() + "/" + file.getFileName().toString().replace(".stream.txt", "")).toList();
        assertEquals(KEPT_STREAMS, kept);
    }

    /** Slow callers make streams last, and each of them may be long. */
    @Test
    void streamsThatAreHeardAtOnceShareTheirRoom() {
        long most = 40_000;
        BytesOnTheWay room = new BytesOnTheWay(most);
        Buffer part = Buffer.buffer(says("x".repeat(4_000)));
        Recording first = Recording.of(Endpoint.CHAT, true, room);
        Recording second = Recording.of(Endpoint.CHAT, true, room);
        for (int i = 0; i < 4; i++) {
            first.hear(part);
        }
        for (int i = 0; i < 8; i++) {
            second.hear(part);
        }
        second.hear(Buffer.buffer(ends("stop") + DONE));
        assertEquals(Optional.empty(), second.kept(Answers.USAGE, Answers.NOW), "there was no room for it");
        Recording third = Recording.of(Endpoint.CHAT, true, room);
        third.hear(part);
        third.forget();
        third.hear(part);
        third.forget();
        first.hear(Buffer.buffer(ends("stop") + DONE));
        assertTrue(first.kept(Answers.USAGE, Answers.NOW).isPresent(), "it was there first");
        first.forget();
        assertTrue(room.take(most), "all of it was given back");
        assertFalse(room.take(1));
    }

    @Test
    void ofTheRecordedAnswersNoErrorNoCallOfAToolAndNoSecondChoiceIsKept() {
        for (Path file : Recordings.answers("openai-chat", "openai-compatible", "openai-completions", "openai-embeddings")) {
            String name = file.getFileName().toString();
            boolean callsTools = new String(Recordings.read(file), StandardCharsets.UTF_8).matches("(?s).*\"(tool_calls|function_call)\":\\s*[\\[{]\\s*\\{.*");
            boolean fit = !callsTools && !name.startsWith("error") && !name.startsWith("multi-choice");
            assertEquals(fit, Answers.recorded(file).isPresent(), file.toString());
        }
    }

    @Property(tries = 1_000)
    void anyCuttingOfAnyRecordedStreamIntoChunksGivesTheSame(@ForAll("recordings") Path file, @ForAll("cuts") List<Integer> cuts,
            @ForAll("lineEnds") String lineEnd) {
        Buffer all = Buffer.buffer(new String(Recordings.read(file), StandardCharsets.UTF_8).replace("\n", lineEnd));
        Optional<Buffer> atOnce = encoded(recorded(Answers.endpoint(file), true, List.of(all)));
        assertEquals(atOnce, encoded(recorded(Answers.endpoint(file), true, pieces(all, cuts))));
        assertEquals(encoded(recordedStream(file)), atOnce);
    }

    @Test
    void aStreamThatItsProviderCutsIsNeverKeptInAThousandRuns() {
        List<Path> files = KEPT_STREAMS.stream().map(name -> Path.of("src/test/resources/wire/" + name + ".stream.txt")).toList();
        int complete = 0;
        for (int seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            Path file = files.get(random.nextInt(files.size()));
            Buffer all = Buffer.buffer(Recordings.read(file));
            int afterTerminal = all.toString().indexOf(DONE.strip()) + DONE.length();
            // Each byte is as likely as any other, and half of the runs cut among the last ones.
            int cut = seed % 2 == 0 ? random.nextInt(all.length() + 1) : all.length() - random.nextInt(Math.min(40, all.length()));
            List<Integer> cuts = random.ints(random.nextInt(20), 1, all.length()).boxed().toList();
            Optional<Kept> kept = recorded(Answers.endpoint(file), true, pieces(all.slice(0, cut), cuts));
            boolean whole = cut >= afterTerminalBytes(all, afterTerminal);
            assertEquals(whole, kept.isPresent(), "seed " + seed + ", cut at " + cut + " of " + file);
            complete += whole ? 1 : 0;
        }
        assertTrue(complete > 10, "runs that were not cut: " + complete);
    }

    /** What is counted in characters, in bytes. */
    private static int afterTerminalBytes(Buffer all, int characters) {
        String text = all.toString();
        return text.substring(0, Math.min(characters, text.length())).getBytes(StandardCharsets.UTF_8).length;
    }

    @Test
    void commentsAndWhatIsAboutTheConnectionAreNotKept() {
        Kept kept = stream(": keep-alive\n\n: OPENROUTER PROCESSING\n\nid: 7\nretry: 3000\n: so far\n" + hello()).orElseThrow();
        assertEquals(text(stream(hello()).orElseThrow(), true, false), text(kept, true, false));
    }

    @Test
    void dataOfSeveralLinesIsKeptInOne() {
        String event = "data: {\"id\":\"chatcmpl-old\",\ndata: \"choices\":[{\"delta\":{\"content\":\"a\\nb\"},\ndata:\"finish_reason\":\"stop\"}]}\n\n";
        String replayed = text(stream(event + DONE).orElseThrow(), true, false);
        assertEquals("data: {\"id\":\"chatcmpl-ba419d350dfe8af7aee7bbe10c45c028\", \"choices\":[{\"delta\":{\"content\":\"a\\nb\"}, "
                + "\"finish_reason\":\"stop\"}]}\n\n" + DONE, replayed);
    }

    @Test
    void anAnswerIsKeptIfItEndedOfItselfOrHadTheLengthThatWasAskedFor() {
        for (String reason : List.of("stop", "length", "STOP", "eos_token", "model_length")) {
            assertTrue(stream(says("a") + ends(reason) + DONE).isPresent(), reason);
        }
    }

    @Test
    void anAnswerIsNotKeptIfAFilterCutItOrItCallsAToolOrNobodyKnowsWhyItEnded() {
        for (String reason : List.of("content_filter", "tool_calls", "function_call", "error", "insufficient_system_resource", "")) {
            assertFalse(stream(says("a") + ends(reason) + DONE).isPresent(), reason);
            assertFalse(whole(wholeHello(message()).replace("\"stop\"", '"' + reason + '"')).isPresent(), reason);
        }
    }

    @Test
    void aStreamThatWentWrongAnywhereIsNotKept() {
        for (String wrong : List.of(
                "data: {\"error\":{\"message\":\"overloaded\"}}\n\n",
                "data: {\"error\":\"overloaded\",\"choices\":[]}\n\n",
                "event: error\ndata: {\"choices\":[]}\n\n",
                "data: {\"choices\":[]}\nevent: error\n\n",
                event("\"delta\":{},\"error\":{\"code\":502},\"finish_reason\":null"),
                event("\"delta\":{\"tool_calls\":[{\"index\":0}]},\"finish_reason\":null"),
                event("\"delta\":{\"function_call\":{\"name\":\"f\"}},\"finish_reason\":null"),
                says("second").replace("\"index\":0", "\"index\":1"),
                says("x\"}}"),
                "data: not json\n\n", "data: {\"choices\":[]\n\n", "data: {\"choices\":[]} x\n\n", "data: [1]\n\n", "data: {}\n\n", "data:\n\n",
                "data: {\"choices\":[],\"choices\":[]}\n\n", "data: {\"id\":\"a\",\"id\":\"b\",\"choices\":[]}\n\n",
                DONE)) {
            assertFalse(stream(says("a") + wrong + ends("stop") + DONE).isPresent(), wrong);
        }
    }

    @Test
    void aStreamIsNotKeptWithoutItsEnding() {
        assertFalse(stream(says("a") + DONE).isPresent(), "no finish reason");
        assertFalse(stream(says("a") + ends("stop")).isPresent(), "no terminal event");
        assertFalse(stream(says("a") + ends("stop") + "data: [DONE]\n").isPresent(), "unfinished terminal event");
        assertFalse(stream(hello() + says("b")).isPresent(), "went on");
        assertFalse(stream(hello() + "data: {").isPresent(), "unfinished event");
        assertFalse(stream("").isPresent(), "nothing");
    }

    @Test
    void whatSaysNothingOfToolsOrErrorsDoesNotKeepAnAnswerFromBeingKept() {
        assertTrue(stream(event("\"delta\":{\"content\":\"a\",\"tool_calls\":[],\"function_call\":null},\"error\":null,\"finish_reason\":null")
                + ends("stop") + DONE).isPresent());
        assertTrue(whole(wholeHello("{\"role\":\"assistant\",\"content\":\"a\",\"tool_calls\":null}").replace("\"model\"", "\"error\":null,\"model\"")).isPresent());
    }

    @Test
    void aBodyThatIsNoCompleteAnswerIsNotKept() {
        String good = wholeHello(message());
        assertTrue(whole(good).isPresent());
        for (String bad : List.of("", "{}", "[]", good + "{}", good.substring(0, good.length() - 1), good.replace("\"stop\"", "null"),
                good.replace("\"message\"", "\"other\""), good.replace("\"model\"", "\"error\":{\"message\":\"x\"},\"model\""), "<html></html>",
                wholeHello("{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"call_1\"}]}"), "{\"choices\":[]}", "{\"data\":[{}]}")) {
            assertFalse(whole(bad).isPresent(), bad);
        }
        assertFalse(recorded(Endpoint.CHAT, false, List.of(Buffer.buffer(good), Buffer.buffer(good))).isPresent(), "two bodies");
    }

    @Test
    void embeddingsAreKeptIfThereAreAny() {
        assertTrue(recorded(Endpoint.EMBEDDINGS, false, List.of(Buffer.buffer("{\"object\":\"list\",\"data\":[{\"embedding\":[0.1]}]}"))).isPresent());
        assertFalse(recorded(Endpoint.EMBEDDINGS, false, List.of(Buffer.buffer("{\"object\":\"list\",\"data\":[]}"))).isPresent());
        assertFalse(recorded(Endpoint.EMBEDDINGS, false, List.of(Buffer.buffer(wholeHello(message())))).isPresent());
    }

    @Test
    void anAnswerOfFiveMebibytesIsNotKept() {
        String text = "x".repeat(5 * 1024 * 1024);
        assertFalse(whole(wholeHello("{\"role\":\"assistant\",\"content\":\"" + text + "\"}")).isPresent(), "whole");
        assertFalse(stream(says(text) + ends("stop") + DONE).isPresent(), "one event");
        assertFalse(stream(says("x".repeat(1_000)).repeat(5 * 1024) + ends("stop") + DONE).isPresent(), "many events");
        assertFalse(stream("data: {\"choices\":[]}\n\n".repeat(1024 * 1024) + ends("stop") + DONE).isPresent(), "small events");
    }

    @Test
    void anAnswerOfThreeMebibytesIsKept() {
        Kept kept = stream(says("x".repeat(1_000)).repeat(2_600) + ends("stop") + DONE).orElseThrow();
        assertTrue(kept.weight() > 2_600 * 1_000 && kept.weight() < Kept.MOST_BYTES, "weight " + kept.weight());
    }

    @Test
    void whatIsDamagedInAnyOfTenThousandWaysNeverThrows() {
        List<Path> files = Recordings.streams("azure-openai", "openai-chat", "openai-compatible", "openai-completions");
        int kept = 0;
        for (int seed = 0; seed < 10_000; seed++) {
            Random random = new Random(seed);
            Path file = files.get(random.nextInt(files.size()));
            byte[] bytes = Recordings.read(file);
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? "{}[]\",:\\\n\r 0nd".charAt(random.nextInt(14)) : random.nextInt());
            }
            Optional<Kept> answer = recorded(Answers.endpoint(file), true, List.of(Buffer.buffer(bytes)));
            answer.flatMap(damaged -> Answers.replayed(damaged, false, false)).ifPresent(Answers::bytes);
            answer.flatMap(damaged -> Answers.replayed(damaged, true, true)).ifPresent(Answers::bytes);
            kept += answer.isPresent() ? 1 : 0;
        }
        assertTrue(kept > 100, kept + " answers were kept whose damage cannot be seen");
    }

    @Test
    void saysWhenItWasMadeAndWhatItTook() {
        Kept kept = stream(hello()).orElseThrow();
        assertEquals(Answers.NOW, kept.at());
        assertEquals(Answers.USAGE, kept.usage());
    }

    @Provide
    Arbitrary<Path> recordings() {
        return Arbitraries.of(Recordings.streams("openai-chat", "openai-compatible", "openai-completions"));
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(1, 8_000).list().ofMaxSize(60);
    }

    @Provide
    Arbitrary<String> lineEnds() {
        return Arbitraries.of("\n", "\r\n", "\r");
    }

    private static Optional<Kept> recordedStream(Path file) {
        return recorded(Answers.endpoint(file), true, List.of(Buffer.buffer(Recordings.read(file))));
    }

    private static Optional<Buffer> encoded(Optional<Kept> kept) {
        return kept.map(answer -> answer.encode(Answers.KEY));
    }

    private static List<Buffer> pieces(Buffer whole, List<Integer> cuts) {
        List<Buffer> pieces = new ArrayList<>();
        int from = 0;
        for (int cut : cuts.stream().filter(at -> at < whole.length()).sorted().distinct().toList()) {
            pieces.add(whole.slice(from, cut));
            from = cut;
        }
        pieces.add(whole.slice(from, whole.length()));
        return pieces;
    }
}
