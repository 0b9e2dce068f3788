package dev.portcullis.pipeline;

import io.vertx.core.buffer.Buffer;
import java.util.concurrent.TimeUnit;
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

/** What reading a chat body costs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PayloadBenchmark {

    private static final String WORDS = "The portcullis is lowered at night, and the \\\"guard\\\" counts who passes. ";

    /** {@code one}: a single long message; {@code many}: a conversation of messages of some 150 bytes, and a tool. */
    @Param({"1024 one", "65536 one", "1024 many", "65536 many"})
    public String body;

    private Buffer bytes;

    @Setup
    public void make() {
        int size = Integer.parseInt(body.substring(0, body.indexOf(' ')));
        boolean many = body.endsWith("many");
        String head = "{\"model\":\"gpt-4o\",\"stream\":true,\"temperature\":0.2,\"max_tokens\":256,\"user\":\"u-1\",";
        String tools = many ? "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"open\",\"description\":\"Opens the gate\","
                + "\"parameters\":{\"type\":\"object\",\"properties\":{\"gate\":{\"type\":\"string\"}},\"required\":[\"gate\"]}}}]," : "";
        StringBuilder json = new StringBuilder(head).append(tools).append("\"messages\":[");
        String begin = "{\"role\":\"user\",\"content\":\"";
        do {
            json.append(json.charAt(json.length() - 1) == '[' ? "" : ",").append(begin);
            json.append(WORDS.repeat(many ? 2 : Math.max(1, (size - json.length()) / WORDS.length()))).append("\"}");
        } while (json.length() < size - 2 * WORDS.length());
        bytes = Buffer.buffer(json.append("]}").toString());
    }

    @Benchmark
    public Payload read() {
        return Payload.read(bytes, Endpoint.CHAT);
    }
}
