package dev.portcullis.cache.similar.facts;

import org.junit.jupiter.api.Test;

class AskedTest {

    private final GuardCase guard = new GuardCase(new Asked());

    @Test
    void aTimeIsNotAPersonOrAReason() {
        guard.differ("When was it built?", "Why was it built?");
        guard.differ("Who built it?", "When was it built?");
        guard.differ("When was it built?", "Where was it built?");
    }

    @Test
    void theSameMayBeAskedInOtherWords() {
        guard.agree("When was it built?", "In which year was it built?");
        guard.agree("Why does it fall?", "What is the reason it falls?");
        guard.agree("Where can I find it?", "How can I find it?");
    }

    @Test
    void anAmountIsNotAnother() {
        guard.differ("How tall is it?", "How old is it?");
        guard.agree("How many are there?", "What is their number?");
    }

    @Test
    void whetherIsNotHow() {
        guard.differ("Can I cancel it?", "How do I cancel it?");
        guard.agree("Can you tell me how to cancel it?", "How do I cancel it?");
    }
}
