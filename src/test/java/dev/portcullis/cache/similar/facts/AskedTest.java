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

    @Test
    void whetherIsNotWhich() {
        guard.differ("Do dogs bite?", "Which dogs bite?");
        guard.differ("Do you ship it?", "What do you ship?");
        guard.agree("Can you please tell me what it costs?", "What does it cost?");
    }

    @Test
    void whereIsNotHow() {
        guard.differ("Where is paper made?", "How is paper made?");
        guard.differ("Where do I send it?", "How do I send it?");
    }

    @Test
    void howMuchIsNotWhat() {
        guard.differ("How much do babies eat?", "What do babies eat?");
        guard.differ("How many people work at night?", "How do people work at night?");
        guard.agree("How much is 15% of 200?", "What is 15% of 200?");
        guard.agree("How much does it cost?", "What does it cost?");
    }
}
