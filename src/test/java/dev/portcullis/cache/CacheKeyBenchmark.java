package dev.portcullis.cache;

import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Payload;
import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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

/** What the key of a chat body of 4 KiB costs, and how much of that is SHA-256. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CacheKeyBenchmark {

    private static final int SIZE = 4 * 1024;
    private static final String WORDS = "The portcullis is lowered at night, and the \\\"guard\\\" counts who passes. ";
    private static final CacheKey.Scope SCOPE = new CacheKey.Scope("acme", Endpoint.CHAT, "", "gpt-4o", "gpt-4o-2024-08-06", "", "", "strict");

    /**
     * {@code one}: a single long message; {@code many}: a conversation of messages of some 150 bytes, each with its role first, which is
     * not its place; {@code python}: the same with a space behind each comma and colon, as Python writes JSON; {@code numbers}: nothing but
     * small numbers and members, the worst there is.
     */
    @Param({"one", "many", "python", "numbers"})
    public String body;

    private Payload payload;
    private byte[] bytes;
    private MessageDigest sha256;

    @Setup
    public void make() throws NoSuchAlgorithmException {
        String between = body.equals("python") ? ", " : ",";
        String colon = body.equals("python") ? ": " : ":";
        StringBuilder json = new StringBuilder("{'model'=='gpt-4o'##'stream'==true##'temperature'==0##'max_tokens'==256##'user'=='u-1'##'messages'==[");
        int words = body.equals("one") ? (SIZE - 150) / WORDS.length() : 2;
        String message = body.equals("numbers") ? "{'b'==1##'c'==[2##3##{}]##'a'==null}" : "{'role'=='user'##'content'=='" + WORDS.repeat(words) + "'}";
        String separator = "";
        while (json.length() + message.length() < SIZE) {
            json.append(separator).append(message);
            separator = "##";
        }
        json.append("]}");
        Buffer buffer = Buffer.buffer(json.toString().replace("##", between).replace("==", colon).replace('\'', '"'));
        payload = Payload.read(buffer, Endpoint.CHAT);
        bytes = buffer.getBytes();
        sha256 = MessageDigest.getInstance("SHA-256");
    }

    @Benchmark
    public CacheKey key() {
        return CacheKey.of(SCOPE, payload);
    }

    @Benchmark
    public byte[] sha256Alone() {
        return sha256.digest(bytes);
    }
}
