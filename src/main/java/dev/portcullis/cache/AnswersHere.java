package dev.portcullis.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.portcullis.pipeline.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Answers in this process's memory, each for a time of its own, together within so many bytes: what does not fit gives way, the
 * rarely asked for first. The bytes are an estimate, keys and the table's own part included.
 */
@RegisterForReflection(classNames = AnswersHere.TABLE)
final class AnswersHere<A> {

    /** The library looks its table up by a name that is made of what is asked of it below; a native image must be told. */
    static final String TABLE = "com.github.benmanes.caffeine.cache.SSMWA";
    /** Strings' heads, the digest, the record, and the table's node: what an entry takes besides its answer and its names, about. */
    private static final int ENTRY = 400;
    /** One answer may take this part of the memory: a few large ones must not drive out all others. */
    private static final int PART = 8;

    private record Entry<A>(A answer, int weight, Duration life) {
    }

    private final long mostOfOne;
    private final Cache<CacheKey, Entry<A>> entries;
    private final Counter tooLarge;

    /** @param bytes 0: nothing is kept */
    AnswersHere(long bytes, Ticker ticker, MeterRegistry meters) {
        Counter bySize = evictions(meters, "size");
        Counter byAge = evictions(meters, "age");
        mostOfOne = Math.min(bytes / PART, Integer.MAX_VALUE);
        tooLarge = DroppedWrites.tooLarge(meters, "memory");
        entries = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .<CacheKey, Entry<A>>weigher((key, entry) -> entry.weight)
                .expireAfter(Expiry.<CacheKey, Entry<A>>writing((key, entry) -> entry.life))
                .ticker(ticker)
                // Whoever writes also does what is due, some microseconds of it: so the bound holds after every write, no other
                // pool has a part in it, and the moment of an eviction is no matter of chance in tests.
                .executor(Runnable::run)
                .evictionListener((key, entry, cause) -> (cause == RemovalCause.EXPIRED ? byAge : bySize).increment())
                .build();
        Gauge.builder(Metric.CACHE_BYTES.meterName(), this, AnswersHere::bytes).description(Metric.CACHE_BYTES.meaning()).register(meters);
        Gauge.builder(Metric.CACHE_ENTRIES.meterName(), entries, Cache::estimatedSize).description(Metric.CACHE_ENTRIES.meaning()).register(meters);
    }

    private static Counter evictions(MeterRegistry meters, String cause) {
        return Counter.builder(Metric.CACHE_EVICTIONS.meterName()).description(Metric.CACHE_EVICTIONS.meaning()).tag("cause", cause).register(meters);
    }

    Optional<A> find(CacheKey key) {
        return Optional.ofNullable(entries.getIfPresent(key)).map(Entry::answer);
    }

    /** @param life above 0 */
    void keep(CacheKey key, A answer, int weight, Duration life) {
        long all = ENTRY + key.tenant().length() + key.model().length() + key.prompt().length() + (long) weight;
        if (all <= mostOfOne) {
            entries.put(key, new Entry<>(answer, (int) all, life));
        } else {
            entries.invalidate(key);
            tooLarge.increment();
        }
    }

    void drop(CacheKey key) {
        entries.invalidate(key);
    }

    /** Looks at every key. */
    void forget(Predicate<CacheKey> which) {
        entries.asMap().keySet().removeIf(which);
    }

    /** Takes away what is too old, which else waits for the next writes. */
    void sweep() {
        entries.cleanUp();
    }

    long bytes() {
        return entries.policy().eviction().orElseThrow().weightedSize().orElseThrow();
    }
}
