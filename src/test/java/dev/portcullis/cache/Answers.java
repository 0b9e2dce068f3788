package dev.portcullis.cache;

import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Recordings;
import dev.portcullis.pipeline.Usage;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Answers as a provider gives them, and what is kept of them. */
final class Answers {

    static final Instant NOW = Instant.parse("2026-11-24T12:00:00.123Z");
    static final Usage USAGE = Usage.of(57, 12, 31, 5);
    static final CacheKey KEY = new CacheKey("acme", "gpt-4o", "", "sBTqJ1g4xQ2Z0c3pH8mYw5uRkN7aLvXeD9fGiOyWzC0");
    static final String DONE = "data: [DONE]\n\n";

    private static final long SEED = 42;

    private Answers() {
    }

    static Endpoint endpoint(Path recording) {
        return recording.toString().contains("openai-completions") ? Endpoint.COMPLETIONS
                : recording.toString().contains("openai-embeddings") ? Endpoint.EMBEDDINGS : Endpoint.CHAT;
    }

    static Optional<Kept> recorded(Path recording) {
        return recorded(endpoint(recording), recording.toString().endsWith(".stream.txt"), List.of(Buffer.buffer(Recordings.read(recording))));
    }

    static Optional<Kept> recorded(Endpoint endpoint, boolean stream, List<Buffer> pieces) {
        Recording recording = Recording.of(endpoint, stream, new BytesOnTheWay(Long.MAX_VALUE));
        pieces.forEach(recording::hear);
        return recording.kept(USAGE, NOW);
    }

    static Optional<Kept> stream(String events) {
        return recorded(Endpoint.CHAT, true, List.of(Buffer.buffer(events)));
    }

    static Optional<Kept> whole(String json) {
        return recorded(Endpoint.CHAT, false, List.of(Buffer.buffer(json)));
    }

    /** One event of a chat, with these fields of its only choice. */
    static String event(String choice) {
        return "data: {\"id\":\"chatcmpl-old\",\"object\":\"chat.completion.chunk\",\"created\":1764000000,\"model\":\"m\",\"choices\":[{\"index\":0,"
                + choice + "}]}\n\n";
    }

    static String says(String text) {
        return event("\"delta\":{\"content\":\"" + text + "\"},\"finish_reason\":null");
    }

    static String ends(String reason) {
        return event("\"delta\":{},\"finish_reason\":\"" + reason + '"');
    }

    static String hello() {
        return event("\"delta\":{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null},\"finish_reason\":null") + says("Hel") + says("lo")
                + ends("stop") + DONE;
    }

    static String wholeHello(String message) {
        return "{\"id\":\"chatcmpl-old\",\"object\":\"chat.completion\",\"created\":1764000000,\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":"
                + message + ",\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":2,\"total_tokens\":10}}";
    }

    static String message() {
        return "{\"role\":\"assistant\",\"content\":\"Hello\",\"refusal\":null}";
    }

    /** Always with the same ids. */
    static Optional<Body> replayed(Kept kept, boolean stream, boolean usageAsked) {
        return new Replay(new java.util.Random(SEED)).body(kept, stream, usageAsked);
    }

    static List<Buffer> chunks(Body body) {
        return ((Body.Stream) body).chunks().collect().asList().await().atMost(Duration.ofSeconds(10));
    }

    /** A stream's bytes, or a body's. */
    static Buffer bytes(Body body) {
        return switch (body) {
            case Body.Whole whole -> whole.bytes();
            case Body.Stream stream -> {
                Buffer all = Buffer.buffer();
                chunks(stream).forEach(all::appendBuffer);
                yield all;
            }
        };
    }

    static String text(Kept kept, boolean stream, boolean usageAsked) {
        return bytes(replayed(kept, stream, usageAsked).orElseThrow()).toString();
    }
}
