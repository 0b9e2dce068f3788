package dev.portcullis.cache;

import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Endpoint;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to hear an answer, to give it again, and to bring it to another replica: OpenAI's events, a word each. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReplayBenchmark {

    private static final String HEAD = "data: {\"id\":\"chatcmpl-AbCdEfGhIjKlMnOpQrStUvWxYz012\",\"object\":\"chat.completion.chunk\","
            + "\"created\":1764000000,\"model\":\"gpt-4o-2024-08-06\",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_0123456789\",";
    private static final String WORD = " portcullis";

    /** How many; 60 make a whole answer of about a kilobyte. */
    @Param({"60", "2000"})
    public int words;

    private final Replay replay = new Replay(RandomGenerator.getDefault());
    private final List<Buffer> events = new ArrayList<>();
    private Kept stream;
    private Kept whole;
    private Buffer encoded;

    @Setup
    public void make() {
        for (int i = 0; i < words; i++) {
            add(HEAD + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + WORD + "\"},\"logprobs\":null,\"finish_reason\":null}],"
                    + "\"usage\":null,\"obfuscation\":\"aB3dE6\"}\n\n");
        }
        add(HEAD + "\"choices\":[{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":null}\n\n");
        add(Answers.DONE);
        stream = Answers.recorded(Endpoint.CHAT, true, events).orElseThrow();
        whole = Answers.whole(Answers.bytes(replay.body(stream, false, false).orElseThrow()).toString()).orElseThrow();
        encoded = stream.encode(Answers.KEY);
    }

    private void add(String event) {
        events.add(Buffer.buffer(event));
    }

    @Benchmark
    public Object wholeAsWhole() {
        return replay.body(whole, false, false);
    }

    @Benchmark
    public int streamAsStream() {
        return read(stream);
    }

    @Benchmark
    public int wholeAsStream() {
        return read(whole);
    }

    @Benchmark
    public Object streamAsWhole() {
        return replay.body(stream, false, false);
    }

    @Benchmark
    public Object record() {
        return Answers.recorded(Endpoint.CHAT, true, events);
    }

    @Benchmark
    public Object encode() {
        return stream.encode(Answers.KEY);
    }

    @Benchmark
    public Object decode() {
        return Kept.decode(encoded, Answers.KEY);
    }

    private int read(Kept kept) {
        int[] bytes = {0};
        ((Body.Stream) replay.body(kept, true, false).orElseThrow()).chunks().subscribe().with(chunk -> bytes[0] += chunk.length());
        return bytes[0];
    }
}
