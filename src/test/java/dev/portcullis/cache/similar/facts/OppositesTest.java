package dev.portcullis.cache.similar.facts;

import org.junit.jupiter.api.Test;

class OppositesTest {

    private final GuardCase guard = new GuardCase(new Opposites());

    @Test
    void oneSideIsNotTheOther() {
        guard.differ("What should I eat before a race?", "What should I eat after a race?");
        guard.differ("How do I enable it?", "How do I disable it?");
        guard.differ("the pros", "the cons");
    }

    @Test
    void wordsOfOneSideAreTheSame() {
        guard.agree("How do I buy a car?", "How do I purchase a car?");
    }

    @Test
    void whatDoesNotContradictMayBeASynonym() {
        guard.agree("start a company", "found a company");
    }

    @Test
    void bothSidesInBothAreNoContradiction() {
        guard.agree("before or after", "after or before");
    }
}
