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

    /** "In" and "out" were nothing, nor were many words that ask for something only in certain places. */
    @Test
    void whatMeansSomethingHereMayMeanNothingElsewhere() {
        guard.differ("how do I log in", "how do I log out");
        guard.differ("how do I define a function", "how do I call a function");
        guard.differ("can I eat just fruit", "can I eat fruit");
        guard.differ("how do I learn go", "how do I learn");
        guard.differ("what do nurses do", "what do nurses make");
        guard.differ("how do I get a loan", "how do I give a loan");
        guard.differ("do I want kids", "do I have kids");
        guard.differ("does it hurt much", "does it hurt");
        guard.agree("I want to cancel it today", "I would like to cancel it today");
        guard.agree("define inflation", "what is inflation");
        guard.agree("give me the price of gold", "what is the price of gold");
        guard.agree("what is the process for renewing a passport", "how do I renew a passport");
    }

    @Test
    void whereNoWordMeansAnythingAllMustBeTheSame() {
        guard.differ("how is it", "what is it");
        guard.differ("what is a process", "what is a method");
        guard.agree("What is it?", "what is it");
    }
}
