package dev.portcullis.cache.similar.facts;

import org.junit.jupiter.api.Test;

class UnitsTest {

    private final GuardCase guard = new GuardCase(new Units());

    @Test
    void symbolAndNameAreTheSame() {
        guard.agree("10 km", "10 kilometers");
        guard.agree("$5", "5 dollars");
        guard.agree("20°C", "20 degrees Celsius");
        guard.agree("5% of it", "5 percent of it");
    }

    @Test
    void otherUnitsAreOtherFacts() {
        guard.differ("10 kg", "10 g");
        guard.differ("10kg", "10g");
        guard.differ("20 °C", "20 °F");
        guard.differ("€50", "$50");
        guard.differ("How many minutes are in a week?", "How many hours are in a week?");
    }

    @Test
    void anUnknownOneThatIsGluedToItsNumberCounts() {
        guard.differ("a 7b model", "a 7q model");
        guard.agree("the 3rd man", "the 3 man");
    }

    @Test
    void aLetterIsAUnitOnlyAfterANumber() {
        guard.agree("the letter m", "the letter g");
        guard.differ("5 m", "5 g");
    }
}
