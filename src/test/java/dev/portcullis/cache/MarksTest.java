package dev.portcullis.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class MarksTest {

    private static final String ANY = Purge.ANY;
    private static final Instant THEN = Instant.parse("2026-11-24T12:00:00Z");
    private static final CacheKey KEY = new CacheKey("acme", "gpt", "review", "digest");

    private final PurgeMarks marks = new PurgeMarks();

    @Test
    void untilItIsKnownWhatWasPurgedEverythingIsKeptAway() {
        assertFalse(marks.areKnown());
        assertTrue(marks.keepAway(KEY, THEN));
        marks.apply(Map.of());
        assertTrue(marks.areKnown());
        assertFalse(marks.keepAway(KEY, THEN));
    }

    @Test
    void whatWasMadeBeforeIsKeptAwayAndWhatIsMadeAfterwardsIsNot() {
        marks.apply(Map.of(new Purge("acme", ANY, ANY, ANY), THEN));
        assertTrue(marks.keepAway(KEY, THEN.minusSeconds(1)));
        assertTrue(marks.keepAway(KEY, THEN));
        assertFalse(marks.keepAway(KEY, THEN.plusNanos(1)));
        assertFalse(marks.keepAway(new CacheKey("other", "gpt", "review", "digest"), THEN));
    }

    @Test
    void theLatestThatFitsCounts() {
        marks.apply(Map.of(new Purge("acme", ANY, ANY, ANY), THEN, new Purge("acme", "gpt", ANY, ANY), THEN.plusSeconds(10)));
        assertTrue(marks.keepAway(KEY, THEN.plusSeconds(5)));
        assertFalse(marks.keepAway(new CacheKey("acme", "claude", "review", "digest"), THEN.plusSeconds(5)));
    }

    @Test
    void aPurgeOfAPromptLeavesCallsWithoutATemplateAlone() {
        marks.apply(Map.of(new Purge("acme", ANY, "review", ANY), THEN));
        assertTrue(marks.keepAway(KEY, THEN));
        assertFalse(marks.keepAway(new CacheKey("acme", "gpt", "", "digest"), THEN));
    }

    @Test
    void onlyWhatIsNewIsToldToForget() {
        Purge old = new Purge("acme", "gpt", ANY, ANY);
        Purge again = new Purge("acme", ANY, "review", ANY);
        marks.apply(Map.of(old, THEN, again, THEN));
        Marks fresh = marks.apply(Map.of(old, THEN, again, THEN.plusSeconds(1)));
        assertEquals(Optional.of(THEN.plusSeconds(1)), fresh.of(KEY));
        assertEquals(Optional.empty(), fresh.of(new CacheKey("acme", "gpt", "", "digest")));
        assertTrue(marks.apply(Map.of(old, THEN)).isEmpty());
    }

    /** Looked up by kind, or each of them asked: it is the same. */
    @Test
    void aLookSaysWhatAllOfThemSay() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(4);
        List<String> words = List.of("a", "b", "c");
        for (int round = 0; round < 2_000; round++) {
            Map<Purge, Instant> purged = new HashMap<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                purged.put(new Purge(word(words, random), maybe(words, random), maybe(words, random), maybe(words, random)), THEN.plusSeconds(random.nextInt(9)));
            }
            CacheKey key = new CacheKey(word(words, random), word(words, random), maybe(words, random), word(words, random));
            Optional<Instant> each = purged.entrySet().stream().filter(one -> one.getKey().fits(key)).map(Map.Entry::getValue).max(Instant::compareTo);
            assertEquals(each, new Marks(purged).of(key), purged + " " + key);
        }
    }

    private static String word(List<String> words, RandomGenerator random) {
        return words.get(random.nextInt(words.size()));
    }

    private static String maybe(List<String> words, RandomGenerator random) {
        return random.nextBoolean() ? ANY : word(words, random);
    }
}
