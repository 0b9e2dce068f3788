package dev.portcullis.provider;

import dev.portcullis.pipeline.SseEvent;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What looking at one event of a stream costs: the events are OpenAI's, a word each, and usage at the end. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class StreamWatchBenchmark {

    private static final int EVENTS = 300;
    private static final String HEAD = "data: {\"id\":\"chatcmpl-AbCdEfGhIjKlMnOpQrStUvWxYz012\",\"object\":\"chat.completion.chunk\","
            + "\"created\":1764000000,\"model\":\"gpt-4o-2024-08-06\",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_0123456789\",";

    private final List<SseEvent> events = new ArrayList<>();

    @Setup
    public void make() {
        for (int i = 0; i < EVENTS - 2; i++) {
            add(HEAD + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\" portcullis\"},\"logprobs\":null,\"finish_reason\":null}],"
                    + "\"usage\":null,\"obfuscation\":\"aB3dE6\"}\n\n");
        }
        add(HEAD + "\"choices\":[],\"usage\":{\"prompt_tokens\":57,\"completion_tokens\":298,\"total_tokens\":355,\"prompt_tokens_details\":"
                + "{\"cached_tokens\":0,\"audio_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":0,\"audio_tokens\":0}}}\n\n");
        add("data: [DONE]\n\n");
    }

    private void add(String event) {
        events.add(new SseEvent(Buffer.buffer(event), false));
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public Object stream() {
        StreamWatch watch = new StreamWatch(true, Taps.ofHello());
        for (SseEvent event : events) {
            watch.see(event);
        }
        return watch.usage();
    }
}
