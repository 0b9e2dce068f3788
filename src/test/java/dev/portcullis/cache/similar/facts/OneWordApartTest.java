package dev.portcullis.cache.similar.facts;

import org.junit.jupiter.api.Test;

class OneWordApartTest {

    private final GuardCase guard = new GuardCase(new OneWordApart());

    @Test
    void oneOtherWordIsAnotherQuestion() {
        guard.differ("how do i reset my password", "how do i reset my pin");
        guard.differ("translate hello into spanish", "translate hello into french");
    }

    @Test
    void oneMoreWordIsAnotherQuestion() {
        guard.differ("What is the best laptop?", "What is the best gaming laptop?");
        guard.differ("Give me a pizza recipe", "Give me a cheap vegan pizza recipe");
    }

    @Test
    void wordsWithoutAMeaningFormsAndSynonymsAreNone() {
        guard.agree("How do I install the editor?", "What are the steps for installing the editor?");
        guard.agree("Where do I buy cars?", "Where can one purchase a car?");
    }

    @Test
    void whatIsSaidInOtherWordsIsLeftToTheEmbedding() {
        guard.agree("My drain is clogged", "How do I unblock a stuffed sink?");
    }
}
