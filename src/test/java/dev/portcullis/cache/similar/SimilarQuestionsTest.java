package dev.portcullis.cache.similar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.Calls;
import dev.portcullis.cache.CacheKey;
import dev.portcullis.cache.OtherWords;
import dev.portcullis.config.SimilarSettings;
import dev.portcullis.pipeline.Call;
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
    private static final Call CALL = Calls.chat("model");
    private static final SimilarScope SCOPE = new SimilarScope(new CacheKey("acme", "model", "", "rest"), "vectors");
    private static final CacheKey KEY = new CacheKey("acme", "model", "", "first");
    private static final CacheKey OTHER_KEY = new CacheKey("acme", "model", "", "second");
    private static final String QUESTION = "How can I cancel my subscription?";
    private static final String PARAPHRASE = "Please tell me how to terminate my subscription.";
    private static final String NEGATED = "How can I not cancel my subscription?";

    private final Map<String, float[]> vectors = new HashMap<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private int embedded;
    private Instant now = Instant.parse("2026-11-29T12:00:00Z");
    private final SimilarQuestions questions = new SimilarQuestions((asking, question) -> {
        embedded++;
        return Uni.createFrom().item(Optional.ofNullable(vectors.get(question)));
    }, 0.85f, new Bounds(10, 100_000), () -> now, meters);

    private OtherWords.Look look(String question) {
        return questions.look(CALL, SCOPE, question).await().indefinitely();
    }

    private double counted(String result) {
        return meters.get(Metric.CACHE_SIMILAR.meterName()).tag("result", result).counter().count();
    }

    @Test
    void aQuestionIsAnsweredWithTheAnswerToOneLikeIt() {
        vectors.put(QUESTION, new float[] {3, 0});
        vectors.put(PARAPHRASE, new float[] {5, 1});
        look(QUESTION).remember(KEY, HOUR);
        OtherWords.Look found = look(PARAPHRASE);
        assertEquals(Optional.of(KEY), found.nearest());
        assertEquals(1, counted("miss"));
        assertEquals(0, counted("hit"));
        found.given();
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
    void whoseAnswerIsGoneIsForgotten() {
        vectors.put(QUESTION, new float[] {1, 0});
        look(QUESTION).remember(KEY, HOUR);
        look(QUESTION).notGiven(false);
        assertEquals(Optional.of(KEY), look(QUESTION).nearest());
        look(QUESTION).notGiven(true);
        assertEquals(Optional.empty(), look(QUESTION).nearest());
        assertEquals(2, counted("gone"));
    }

    @Test
    void whatHadNoVectorInTimeIsEmbeddedOnceItIsAnswered() {
        OtherWords.Look late = look(QUESTION);
        assertEquals(1, counted("not_compared"));
        vectors.put(QUESTION, new float[] {1, 0});
        late.remember(KEY, HOUR);
        assertEquals(2, embedded);
        assertEquals(Optional.of(KEY), look(QUESTION).nearest());
    }

    @Test
    void theSameQuestionsCanBeComparedOtherwise() {
        vectors.put(QUESTION, new float[] {3, 0});
        vectors.put(PARAPHRASE, new float[] {5, 1});
        look(QUESTION).remember(KEY, HOUR);
        SimilarQuestions stricter = questions.with((asking, question) -> Uni.createFrom().item(Optional.ofNullable(vectors.get(question))), 0.99f);
        assertEquals(Optional.empty(), stricter.look(CALL, SCOPE, PARAPHRASE).await().indefinitely().nearest());
        assertEquals(Optional.of(KEY), stricter.look(CALL, SCOPE, QUESTION).await().indefinitely().nearest());
    }

    @Test
    void theThresholdOfTheConfigurationIsTheMeasuredOne() {
        assertEquals(SimilarQuestions.THRESHOLD, (float) SimilarSettings.OFF.threshold());
    }

    @Test
    void whatAGuardHasTakenAPersonOutOfIsNotCompared() {
        for (String question : new String[] {"What did [PERSON_1] write to [EMAIL_ADDRESS_2]?", "Is [project-falcon] late?", "[] [a b] [PERSON]", "[[X]"}) {
            vectors.put(question, new float[] {1, 0});
            look(question).remember(KEY, HOUR);
            assertEquals(Optional.empty(), look(question).nearest());
        }
        assertEquals(0, embedded);
        vectors.put("[not one] [] [" + "a".repeat(65) + "] ]x[", new float[] {1, 0});
        look("[not one] [] [" + "a".repeat(65) + "] ]x[");
        assertEquals(1, embedded);
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
        assertEquals(15, embedded);
    }
}
