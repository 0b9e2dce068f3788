package dev.portcullis.cache.similar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.cache.CacheKey;
import dev.portcullis.pipeline.Metric;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimilarQuestionsTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final SimilarScope SCOPE = new SimilarScope(new CacheKey("acme", "model", "", "rest"));
    private static final CacheKey KEY = new CacheKey("acme", "model", "", "first");
    private static final CacheKey OTHER_KEY = new CacheKey("acme", "model", "", "second");
    private static final String QUESTION = "How can I cancel my subscription?";
    private static final String PARAPHRASE = "Please tell me how to terminate my subscription.";
    private static final String NEGATED = "How can I not cancel my subscription?";

    private final Map<String, float[]> vectors = new HashMap<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private int embedded;
    private Instant now = Instant.parse("2026-11-29T12:00:00Z");
    private final SimilarQuestions questions = new SimilarQuestions(question -> {
        embedded++;
        return Uni.createFrom().item(Optional.ofNullable(vectors.get(question)));
    }, 0.85f, new Bounds(10, 100_000), () -> now, meters);

    private SimilarQuestions.Look look(String question) {
        return questions.look(SCOPE, question).await().indefinitely();
    }

    private double counted(String result) {
        return meters.get(Metric.CACHE_SIMILAR.meterName()).tag("result", result).counter().count();
    }

    @Test
    void aQuestionIsAnsweredWithTheAnswerToOneLikeIt() {
        vectors.put(QUESTION, new float[] {3, 0});
        vectors.put(PARAPHRASE, new float[] {5, 1});
        look(QUESTION).remember(KEY, HOUR);
        assertEquals(Optional.of(KEY), look(PARAPHRASE).nearest());
        assertEquals(1, counted("miss"));
        assertEquals(1, counted("hit"));
    }

    @Test
    void itIsEmbeddedOnceToBeLookedUpAndRemembered() {
        vectors.put(QUESTION, new float[] {1, 0});
        look(QUESTION).remember(KEY, HOUR);
        assertEquals(1, embedded);
    }

    @Test
    void aNearOneAboutSomethingElseIsPassedOverForTheNextThatIsNot() {
        vectors.put(NEGATED, new float[] {100, 1});
        vectors.put(QUESTION, new float[] {100, 30});
        vectors.put(PARAPHRASE, new float[] {1, 0});
        look(NEGATED).remember(OTHER_KEY, HOUR);
        assertEquals(Optional.empty(), look(PARAPHRASE).nearest());
        assertEquals(1, counted("different"));
        look(QUESTION).remember(KEY, HOUR);
        assertEquals(Optional.of(KEY), look(PARAPHRASE).nearest());
    }

    @Test
    void nothingIsFoundOnceItIsTooOldOrPurged() {
        vectors.put(QUESTION, new float[] {1, 0});
        look(QUESTION).remember(KEY, HOUR);
        look(QUESTION).remember(OTHER_KEY, HOUR.multipliedBy(2));
        now = now.plus(HOUR);
        assertEquals(Optional.of(OTHER_KEY), look(QUESTION).nearest());
        questions.forget(OTHER_KEY::equals);
        assertEquals(Optional.empty(), look(QUESTION).nearest());
    }

    @Test
    void whatIsBlankOrLongIsNotEmbedded() {
        look(" \n").remember(KEY, HOUR);
        look("a".repeat(1001)).remember(KEY, HOUR);
        assertEquals(0, embedded);
        assertEquals(2, counted("not_compared"));
    }

    @Test
    void whatHasNoDirectionIsNearToNothing() {
        for (float[] useless : new float[][] {null, {}, {0, 0}, {Float.NaN, 1}, {Float.POSITIVE_INFINITY, 1}}) {
            vectors.put(QUESTION, useless);
            look(QUESTION).remember(KEY, HOUR);
            assertEquals(Optional.empty(), look(QUESTION).nearest());
        }
        assertEquals(10, counted("not_compared"));
    }
}
