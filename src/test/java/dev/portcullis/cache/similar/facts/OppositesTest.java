package dev.portcullis.cache.similar.facts;

import org.junit.jupiter.api.Test;

class OppositesTest {

    private final GuardCase guard = new GuardCase(new Opposites());

    @Test
    void oneSideIsNotTheOther() {
        guard.differ("What should I eat before a race?", "What should I eat after a race?");
        guard.differ("How do I enable it?", "How do I disable it?");
        guard.differ("the highest peak", "the lowest peak");
        guard.differ("does it increase", "does it decrease");
        guard.differ("the pros", "the cons");
    }

    @Test
    void wordsOfOneSideAreTheSame() {
        guard.agree("How do I buy a car?", "How do I purchase a car?");
        guard.agree("the largest lake", "the biggest lake");
    }

    @Test
    void aWordOfDegreeMustBeInBothOthersMayHaveSynonyms() {
        guard.differ("the largest lake", "the lake");
        guard.agree("start a company", "found a company");
    }

    @Test
    void bothSidesInBothAreNoContradiction() {
        guard.agree("before or after", "after or before");
    }
}
