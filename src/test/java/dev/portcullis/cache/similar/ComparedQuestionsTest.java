package dev.portcullis.cache.similar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.Calls;
import dev.portcullis.cache.CacheKey;
import dev.portcullis.cache.OtherWords;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Metric;
import dev.portcullis.pipeline.Reply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparedQuestionsTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Call CALL = Calls.chat("m");
    private static final CacheKey REST = new CacheKey("acme", "m", "faq", "rest");
    private static final CacheKey KEY = new CacheKey("acme", "m", "faq", "first");
    private static final String QUESTION = "How can I cancel my subscription?";
    private static final String PARAPHRASE = "Please tell me how to terminate my subscription.";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Uni<Reply> reply = Uni.createFrom().item(Comparing.vector("1,0"));
    private final Instant now = Instant.parse("2026-11-29T12:00:00Z");
    private final Comparing comparing = new Comparing(call -> reply, () -> now, meters);
    private final ComparedQuestions questions = comparing.questions;

    private OtherWords.Look look(String question) {
        return questions.look(CALL, REST, question).await().indefinitely();
    }

    private double bytes() {
        return meters.get(Metric.CACHE_SIMILAR_BYTES.meterName()).gauge().value();
    }

    @Test
    void comparesForThePromptsThatAreNamed() {
        assertTrue(questions.isFor("faq"));
        assertTrue(questions.isFor("help-me"));
        assertFalse(questions.isFor("code-review"));
        comparing.configure("");
        assertFalse(questions.isFor("faq"));
    }

    @Test
    void anotherThresholdTakesEffectAndForgetsNothing() {
        reply = Uni.createFrom().item(Comparing.vector("3,1"));
        look(QUESTION).remember(KEY, HOUR);
        reply = Uni.createFrom().item(Comparing.vector("1,0"));
        assertEquals(Optional.of(KEY), look(PARAPHRASE).nearest());
        comparing.configure("prompts: [ faq ], threshold: 0.99, embeddings: vectors");
        assertEquals(Optional.empty(), look(PARAPHRASE).nearest());
        comparing.configure("prompts: [ other ], threshold: 0.9, embeddings: vectors");
        assertEquals(Optional.of(KEY), look(PARAPHRASE).nearest());
    }

    @Test
    void questionsOfAnotherModelsVectorsAreForgottenAndNotComparedWithThese() {
        look(QUESTION).remember(KEY, HOUR);
        OtherWords.Look late = look(QUESTION);
        assertTrue(bytes() > 0);
        comparing.configure("prompts: [ faq ], threshold: 0.8, embeddings: others");
        assertEquals(0, bytes());
        late.remember(KEY, HOUR);
        reply = Uni.createFrom().item(Comparing.answer(200, "v-2", "{\"data\":[{\"embedding\":[1,0]}]}"));
        assertEquals(Optional.empty(), look(PARAPHRASE).nearest());
        look(QUESTION).remember(KEY, HOUR);
        assertEquals(Optional.of(KEY), look(PARAPHRASE).nearest());
        comparing.configure("");
        assertEquals(0, bytes());
    }

    /** Five bad requests of one tenant made the questions of all others be compared with none for ten seconds. */
    @Test
    void whatAProviderRefusesOfOneTenantIsAskedForTheOthers() {
        for (int status : new int[] {400, 401, 404, 429}) {
            reply = Uni.createFrom().item(Comparing.answer(status, "v-1", "{}"));
            for (int i = 0; i < 10; i++) {
                look("a question of somebody else's " + i);
            }
        }
        reply = Uni.createFrom().item(Comparing.vector("1,0"));
        look(QUESTION).remember(KEY, HOUR);
        assertEquals(Optional.of(KEY), look(PARAPHRASE).nearest());
    }

    /** As in a native program. */
    @Test
    void withoutAModelInTheProcessNothingIsLikeAnother() {
        comparing.configure("prompts: [ faq ]");
        look(QUESTION).remember(KEY, HOUR);
        assertEquals(Optional.empty(), look(QUESTION).nearest());
        assertEquals(0, comparing.asked.size());
    }

    @Test
    void whatFailsUnexpectedlyIsLikeNothing() {
        reply = Uni.createFrom().deferred(() -> {
            throw new StackOverflowError("made for this test");
        });
        assertEquals(Optional.empty(), look(QUESTION).nearest());
        reply = Uni.createFrom().item(Comparing.vector("1,0"));
        look(QUESTION).remember(KEY, HOUR);
        assertEquals(Optional.of(KEY), look(QUESTION).nearest());
    }
}
