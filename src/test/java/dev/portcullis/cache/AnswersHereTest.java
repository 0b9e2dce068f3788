package dev.portcullis.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.Metric;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AnswersHereTest {

    private static final int BYTES = 1024 * 1024;
    private static final Duration HOUR = Duration.ofHours(1);

    private final AtomicLong now = new AtomicLong();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AnswersHere<String> answers = new AnswersHere<>(BYTES, now::get, meters);

    @Test
    void eachLivesForItsOwnTimeAndReadingItDoesNotProlongIt() {
        answers.keep(Note.key("short"), "a", 1, Duration.ofSeconds(10));
        answers.keep(Note.key("long"), "b", 1, HOUR);
        pass(Duration.ofSeconds(9));
        assertEquals(Optional.of("a"), answers.find(Note.key("short")));
        pass(Duration.ofSeconds(1));
        assertEquals(Optional.empty(), answers.find(Note.key("short")));
        assertEquals(Optional.of("b"), answers.find(Note.key("long")));
        answers.sweep();
        assertEquals(1, meters.get(Metric.CACHE_EVICTIONS.meterName()).tag("cause", "age").counter().count());
        assertEquals(1, meters.get(Metric.CACHE_ENTRIES.meterName()).gauge().value());
    }

    @Test
    void oneThatIsKeptAgainLivesFromThenOn() {
        answers.keep(Note.key("k"), "old", 1, Duration.ofSeconds(10));
        pass(Duration.ofSeconds(9));
        answers.keep(Note.key("k"), "new", 1, Duration.ofSeconds(10));
        pass(Duration.ofSeconds(9));
        assertEquals(Optional.of("new"), answers.find(Note.key("k")));
        pass(Duration.ofSeconds(1));
        assertEquals(Optional.empty(), answers.find(Note.key("k")));
    }

    @Test
    void togetherTheyNeverTakeMoreThanTheBound() {
        for (int i = 0; i < 10_000; i++) {
            answers.keep(Note.key("k" + i), "x", 10_000, HOUR);
            assertTrue(answers.bytes() <= BYTES, i + ": " + answers.bytes());
        }
        assertTrue(answers.bytes() > BYTES / 2, "used: " + answers.bytes());
        assertTrue(meters.get(Metric.CACHE_EVICTIONS.meterName()).tag("cause", "size").counter().count() > 9_000);
        assertEquals(answers.bytes(), meters.get(Metric.CACHE_BYTES.meterName()).gauge().value());
    }

    @Test
    void oneThatIsTooLargeIsNotKeptAndTakesItsElderWithIt() {
        answers.keep(Note.key("k"), "small", 1, HOUR);
        answers.keep(Note.key("k"), "large", BYTES / 8, HOUR);
        assertEquals(Optional.empty(), answers.find(Note.key("k")));
        assertEquals(1, dropped());
    }

    /** Its size and what the table takes for it made a negative number, which fitted everywhere. */
    @Test
    void oneOfAnySizeIsTooLarge() {
        AnswersHere<String> vast = new AnswersHere<>(64L * Integer.MAX_VALUE, now::get, new SimpleMeterRegistry());
        vast.keep(Note.key("k"), "x", Integer.MAX_VALUE, HOUR);
        assertEquals(Optional.empty(), vast.find(Note.key("k")));
    }

    @Test
    void withoutMemoryNothingIsKept() {
        AnswersHere<String> none = new AnswersHere<>(0, now::get, new SimpleMeterRegistry());
        none.keep(Note.key("k"), "x", 1, HOUR);
        assertEquals(Optional.empty(), none.find(Note.key("k")));
        assertEquals(0, none.bytes());
    }

    @Test
    void keysThatShareADigestAreKeysOfTheirOwn() {
        answers.keep(new CacheKey("acme", "gpt", "", "d"), "of acme", 1, HOUR);
        assertEquals(Optional.empty(), answers.find(new CacheKey("other", "gpt", "", "d")));
        assertEquals(Optional.empty(), answers.find(new CacheKey("acme", "claude", "", "d")));
    }

    @Test
    void whatIsForgottenIsGoneAtOnceAndTheRestStays() {
        for (int i = 0; i < 100; i++) {
            answers.keep(new CacheKey(i % 2 == 0 ? "acme" : "other", "gpt", "", "k" + i), "x", 1, HOUR);
        }
        answers.forget(key -> key.tenant().equals("acme"));
        assertEquals(Optional.empty(), answers.find(new CacheKey("acme", "gpt", "", "k0")));
        assertEquals(Optional.of("x"), answers.find(new CacheKey("other", "gpt", "", "k1")));
        assertEquals(50, meters.get(Metric.CACHE_ENTRIES.meterName()).gauge().value());
    }

    @Test
    void whatTheTableIsMadeOfIsKnownToTheNativeImage() throws ReflectiveOperationException {
        Object table = part(part(answers, "entries"), "cache");
        assertEquals(AnswersHere.TABLE, table.getClass().getName());
        // Of the names that Quarkus registers by itself.
        assertEquals("com.github.benmanes.caffeine.cache.PSWMW", part(table, "nodeFactory").getClass().getName());
    }

    private static Object part(Object whole, String name) throws ReflectiveOperationException {
        for (Class<?> type = whole.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field.get(whole);
                }
            }
        }
        throw new NoSuchFieldException(name);
    }

    private double dropped() {
        return meters.get(Metric.CACHE_DROPPED_WRITES.meterName()).tag("store", "memory").tag("reason", "size").counter().count();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
