package dev.portcullis.cache.similar.facts;

import org.junit.jupiter.api.Test;

class NumbersTest {

    private final GuardCase guard = new GuardCase(new Numbers());

    @Test
    void wordsAndDigitsAreTheSame() {
        guard.agree("Name three rivers", "Name 3 rivers");
        guard.agree("the twelfth night", "the 12th night");
        guard.agree("drei Tage", "3 Tage");
        guard.agree("a loan of 1,500,000.50", "a loan of 1500000.50");
    }

    @Test
    void otherNumbersAreOtherFacts() {
        guard.differ("What is 15 percent of 200?", "What is 15 percent of 300?");
        guard.differ("Name three rivers", "Name four rivers");
        guard.differ("Name three rivers", "Name rivers");
        guard.differ("cinco días", "siete días");
    }

    @Test
    void theOrderCounts() {
        guard.differ("from 5 to 10", "from 10 to 5");
    }

    @Test
    void versionsAreNoDecimals() {
        guard.differ("Python 3.1", "Python 3.10");
        guard.differ("1.000 Euro", "1 Euro");
        guard.differ("1,5 km", "15 km");
    }

    /** A base that is set low became digits of the number. */
    @Test
    void aBaseIsNoDigit() {
        guard.differ("what is 101₂", "what is 1012");
    }
}
