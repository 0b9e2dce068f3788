package dev.portcullis.cache;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What a call pays for a look into this process's memory, and for what was purged. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class StoresBenchmark {

    private static final Instant THEN = Instant.parse("2026-11-24T10:30:00Z");
    private static final int KEYS = 8_192;

    private final AnswersHere<Note> here = new AnswersHere<>(64 * 1024 * 1024, System::nanoTime, new SimpleMeterRegistry());
    private final PurgeMarks marks = new PurgeMarks();
    private final CacheKey[] keys = new CacheKey[KEYS];
    private final byte[][] digests = new byte[KEYS][];
    private int next;

    @Setup
    public void fill() {
        Map<Purge, Instant> purged = new HashMap<>();
        for (int i = 0; i < KEYS; i++) {
            keys[i] = new CacheKey(i % 2 == 0 ? "acme" : "other", "gpt-4o", "review", "0123456789abcdefghijklmnopqrstuvwxyz" + (1_000_000 + i));
            digests[i] = keys[i].digest().getBytes(StandardCharsets.ISO_8859_1);
            here.keep(keys[i], new Note("x", THEN), 2_000, Duration.ofHours(1));
            if (i < CachePurges.MOST) {
                purged.put(new Purge("acme", Purge.ANY, Purge.ANY, "k" + i), THEN);
            }
        }
        marks.apply(purged);
    }

    @Benchmark
    public Optional<Note> find() {
        return here.find(key());
    }

    @Benchmark
    @Threads(2)
    public Optional<Note> findByTwoEventLoops() {
        return here.find(key());
    }

    /** Of every second key's tenant a thousand purges are remembered. */
    @Benchmark
    public boolean purged() {
        return marks.keepAway(key(), THEN);
    }

    @Benchmark
    public void keep() {
        here.keep(key(), new Note("x", THEN), 2_000, Duration.ofHours(1));
    }

    /** A key that is new, as each call's is: its hashes are not known yet. */
    private CacheKey key() {
        CacheKey one = keys[++next & KEYS - 1];
        return new CacheKey(one.tenant(), one.model(), one.prompt(), new String(digests[next & KEYS - 1], StandardCharsets.ISO_8859_1));
    }
}
