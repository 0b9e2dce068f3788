package dev.portcullis.cache.similar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.cache.similar.facts.SameFacts;
import dev.portcullis.cache.similar.facts.Wording;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The real model. */
class MiniLmTest {

    private static final MiniLm MODEL = new MiniLm();

    private static float likeness(String one, String other) {
        return Direction.product(direction(one), direction(other));
    }

    private static float[] direction(String question) {
        return MODEL.apply(question).flatMap(Direction::of).orElseThrow();
    }

    @Test
    void whatMeansTheSameIsNear() {
        assertEquals(384, direction("anything").length);
        assertTrue(likeness("How do I reset my password?", "What steps do I follow to reset my password?") > SimilarQuestions.THRESHOLD);
        assertTrue(likeness("How do I reset my password?", "Why is the sky blue?") < 0.3f);
    }

    @Test
    void whatItCannotReadIsNotEmbedded() {
        assertEquals(Optional.empty(), MODEL.apply("東京の天気は?"));
        assertEquals(Optional.empty(), MODEL.apply("Какая погода?"));
        assertTrue(MODEL.apply("¿Qué tal está el señor Müller?").isPresent());
    }

    @Test
    void whatHasNeitherLettersNorDigitsIsNotEmbedded() {
        for (String empty : new String[] {"", " ", "\u0000", "🍎", "!?", "\u0301"}) {
            assertEquals(Optional.empty(), MODEL.apply(empty));
        }
    }

    @Test
    void everyOtherQuestionHasADirection() {
        for (String hostile : new String[] {"a".repeat(Wording.MOST_CHARACTERS), "a ".repeat(Wording.MOST_CHARACTERS / 2), "!".repeat(Wording.MOST_CHARACTERS - 1) + "a",
                "1 \ud83c", "a 🍎", "[CLS]", "[SEP] [PAD]", "a\u0000", "a\u0301"}) {
            assertTrue(MODEL.apply(hostile).flatMap(Direction::of).isPresent(), () -> "length " + hostile.length());
        }
    }

    /** What {@code src/docs/semantic-cache.md} promises, so that no change of a guard breaks it. */
    @Test
    void atMostOneNearMissInAHundredIsTakenForTheSame() {
        long falseHits = QuestionPairs.nearMisses().stream()
                .filter(pair -> likeness(pair.one(), pair.other()) >= SimilarQuestions.THRESHOLD)
                .filter(pair -> SameFacts.in(Wording.of(pair.one()), Wording.of(pair.other()))).count();
        assertTrue(falseHits * 100 <= QuestionPairs.nearMisses().size(), () -> "false hits: " + falseHits);
    }
}
