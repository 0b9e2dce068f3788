package dev.portcullis.cache.similar.facts;

import org.junit.jupiter.api.Test;

class NegationTest {

    private final GuardCase guard = new GuardCase(new Negation());

    @Test
    void oneNoMoreTurnsTheQuestionAround() {
        guard.differ("Which foods contain gluten?", "Which foods do not contain gluten?");
        guard.differ("What should I say?", "What shouldn’t I say?");
        guard.differ("Kann ich mit Hund kommen?", "Kann ich ohne Hund kommen?");
        guard.differ("Il est grand", "Il n'est pas grand");
        guard.differ("这是安全的吗", "这是不安全的吗");
    }

    @Test
    void anyWordForNoIsOne() {
        guard.agree("It does not work", "It doesn’t work");
        guard.agree("It cannot work", "It can not work");
    }

    @Test
    void aPrefixOrASuffixMaySayNoAsWell() {
        guard.differ("Is it legal?", "Is it illegal?");
        guard.differ("a magnetic metal", "a non-magnetic metal");
        guard.differ("a harmful plant", "a harmless plant");
        guard.agree("an illegal or a legal act", "a legal or an illegal act");
    }
}
