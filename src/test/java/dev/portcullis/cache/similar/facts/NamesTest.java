package dev.portcullis.cache.similar.facts;

import org.junit.jupiter.api.Test;

class NamesTest {

    private final GuardCase guard = new GuardCase(new Names());

    @Test
    void anotherNameIsAnotherFact() {
        guard.differ("What is the capital of France?", "What is the capital of Spain?");
        guard.differ("When was World War I?", "When was World War II?");
        guard.differ("Is vitamin C good?", "Is vitamin D good?");
    }

    @Test
    void aNameMayStandAnywhereAndInSmallLetters() {
        guard.agree("What is Paris like?", "Paris is like what?");
        guard.agree("the capital of France", "the capital of france");
        guard.agree("What is France’s capital?", "What is the capital of France?");
    }

    @Test
    void aWordThatOpensASentenceIsANameUnlessItIsKnownToBeNone() {
        guard.differ("London weather?", "Berlin weather?");
        guard.agree("Explain tides. Please be brief.", "Describe tides.");
        guard.differ("iPhone repair?", "phone repair?");
    }

    @Test
    void theOrderCounts() {
        guard.differ("from Paris to Rome", "from Rome to Paris");
    }

    @Test
    void whoAsksIsNoName() {
        guard.agree("how do I sit", "how does one sit");
        guard.agree("now I’m done", "now one is done");
    }

    @Test
    void aNameThatIsAWordAsWellIsWrittenAsOne() {
        guard.differ("How do I clean Windows?", "How do I clean windows?");
        guard.agree("How do I clean Windows?", "how do I clean WINDOWS");
    }
}
