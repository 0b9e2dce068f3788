package dev.portcullis.cache.similar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.cache.CacheKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EarlierQuestionsTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final float[] NORTH = {1, 0};
    private static final float[] EAST = {0, 1};
    private static final float[] NORTH_EAST = {(float) Math.sqrt(0.5), (float) Math.sqrt(0.5)};
    private static final SimilarScope ACME = scope("acme");
    private static final SimilarScope OTHER = scope("other");

    private Instant now = NOW;

    private static SimilarScope scope(String tenant) {
        return new SimilarScope(new CacheKey(tenant, "model", "", "rest"), "vectors");
    }

    private static CacheKey key(String digest) {
        return new CacheKey("acme", "model", "", digest);
    }

    private EarlierQuestions questions(int perScope, long bytes) {
        return new EarlierQuestions(new Bounds(perScope, bytes), () -> now);
    }

    private EarlierQuestions.Earlier earlier(String digest, float[] direction) {
        return new EarlierQuestions.Earlier("question", direction, key(digest), NOW.plus(Duration.ofHours(1)));
    }

    private static List<String> found(EarlierQuestions questions, SimilarScope scope, float[] direction, float threshold) {
        return questions.near(scope, direction, threshold).stream().map(one -> one.key().digest()).toList();
    }

    @Test
    void findsTheNearestFirstAndNothingBelowTheThreshold() {
        EarlierQuestions questions = questions(10, 100_000);
        questions.add(ACME, earlier("north", NORTH));
        questions.add(ACME, earlier("north east", NORTH_EAST));
        questions.add(ACME, earlier("east", EAST));
        assertEquals(List.of("north", "north east"), found(questions, ACME, NORTH, 0.7f));
        assertEquals(List.of("north"), found(questions, ACME, NORTH, 0.9f));
    }

    @Test
    void findsNothingOfAnotherScope() {
        EarlierQuestions questions = questions(10, 100_000);
        questions.add(ACME, earlier("north", NORTH));
        assertEquals(List.of(), found(questions, OTHER, NORTH, 0));
    }

    @Test
    void aVectorOfAnotherModelIsNearToNothing() {
        EarlierQuestions questions = questions(10, 100_000);
        questions.add(ACME, earlier("north", NORTH));
        assertEquals(List.of(), found(questions, ACME, new float[] {1, 0, 0}, -1));
    }

    @Test
    void theEightNearestAreCandidates() {
        EarlierQuestions questions = questions(100, 1_000_000);
        for (int i = 0; i < 20; i++) {
            questions.add(ACME, earlier("" + i, new float[] {(float) Math.cos(i / 100.0), (float) Math.sin(i / 100.0)}));
        }
        assertEquals(List.of("0", "1", "2", "3", "4", "5", "6", "7"), found(questions, ACME, NORTH, 0.5f));
    }

    @Test
    void aFullScopeLosesItsOldest() {
        EarlierQuestions questions = questions(2, 100_000);
        questions.add(ACME, earlier("first", NORTH));
        questions.add(ACME, earlier("second", NORTH));
        questions.add(ACME, earlier("third", NORTH));
        assertEquals(List.of("second", "third"), found(questions, ACME, NORTH, 0).stream().sorted().toList());
    }

    @Test
    void theSameKeyIsKnownOnce() {
        EarlierQuestions questions = questions(10, 100_000);
        questions.add(ACME, earlier("north", EAST));
        long bytes = questions.bytes();
        questions.add(ACME, earlier("north", NORTH));
        assertEquals(List.of("north"), found(questions, ACME, NORTH, -1));
        assertEquals(bytes, questions.bytes());
    }

    @Test
    void allTogetherKeepToTheirBytesAndTheScopeNobodyLooksAtGivesWay() {
        EarlierQuestions questions = questions(1000, 5_000);
        questions.add(ACME, earlier("looked at", NORTH));
        questions.add(OTHER, earlier("forgotten", NORTH));
        for (int i = 0; i < 100; i++) {
            assertTrue(questions.bytes() <= 5_000);
            found(questions, ACME, NORTH, 0);
            questions.add(scope("tenant " + i), earlier("one more", NORTH));
        }
        assertEquals(List.of("looked at"), found(questions, ACME, NORTH, 0));
        assertEquals(List.of(), found(questions, OTHER, NORTH, 0));
    }

    @Test
    void oneThatIsLargerThanAllMayBeIsNotKept() {
        EarlierQuestions questions = questions(10, 100);
        questions.add(ACME, earlier("north", NORTH));
        assertEquals(List.of(), found(questions, ACME, NORTH, 0));
        assertEquals(0, questions.bytes());
    }

    @Test
    void whatIsTooOldIsNotFoundAndIsSweptAway() {
        EarlierQuestions questions = questions(10, 100_000);
        questions.add(ACME, earlier("north", NORTH));
        now = NOW.plus(Duration.ofHours(1));
        assertEquals(List.of(), found(questions, ACME, NORTH, 0));
        assertTrue(questions.bytes() > 0);
        questions.sweep();
        assertEquals(0, questions.bytes());
    }

    @Test
    void whatIsPurgedIsForgotten() {
        EarlierQuestions questions = questions(10, 100_000);
        questions.add(ACME, earlier("purged", NORTH));
        questions.add(ACME, earlier("kept", NORTH));
        questions.forget(key -> key.digest().equals("purged"));
        assertEquals(List.of("kept"), found(questions, ACME, NORTH, 0));
        questions.forget(key -> true);
        assertEquals(0, questions.bytes());
    }
}
