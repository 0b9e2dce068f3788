package dev.portcullis.cache.similar.facts;

import org.junit.jupiter.api.Test;

class SignsTest {

    private final GuardCase guard = new GuardCase(new Signs());

    @Test
    void anEmojiIsNotAnother() {
        guard.differ("Is 🍎 healthy?", "Is 🍩 healthy?");
        guard.differ("Is 🍎 healthy?", "Is it healthy?");
    }

    @Test
    void plusIsNotMinus() {
        guard.differ("7 + 5", "7 - 5");
        guard.differ("6 * 3", "6 / 3");
        guard.differ("at -5", "at 5");
        guard.differ("what is x - y", "what is x y");
        guard.differ("2 - (3 + 4)", "2 (3 + 4)");
        guard.differ("⌊x⌋", "⌈x⌉");
    }

    @Test
    void aDashBetweenWordsIsNoSign() {
        guard.agree("tides - what are they", "tides, what are they");
        guard.agree("a well-known man", "a well known man");
    }

    @Test
    void halfACharacterIsASign() {
        guard.differ("a \ud83c b", "a b");
    }

    /** Brackets were overlooked altogether, so that 14 was given for 10. */
    @Test
    void bracketsOfArithmeticAndCodeCount() {
        guard.differ("what is 2*(3+4)", "what is 2*3+4");
        guard.differ("what is 2*(2+2)", "what is (2*2)+2");
        guard.differ("what is two times (three plus four)", "what is two times three plus four");
        guard.differ("cats and (dogs or birds)", "(cats and dogs) or birds");
        guard.differ("what is a[0]", "what is a 0");
        guard.differ("what is f(x)", "what is f x");
        guard.differ("what is f(g, h)", "what is f(g), h");
        guard.differ("what is f'(x)", "what is f(x)");
        guard.differ("what does main() do", "what does main do");
        guard.differ("what is in {key}", "what is in key");
        guard.differ("what is in [0, 1]", "what is in [0, 1)");
        guard.differ("what does (ab)* match", "what does ab* match");
        guard.differ("is (true and not (false or true)) true", "is (true and not false) or true true");
        guard.differ("the log (of prices) divided by costs", "the log of (prices divided by costs)");
        guard.differ("x multiplied by (the sum) of y", "x multiplied by the sum of y");
        guard.agree("what is 2*(3+4)", "tell me, what is 2 * ( 3 + 4 )?");
    }

    @Test
    void anExclamationMarkAfterWhatCanBeCalculatedCounts() {
        guard.differ("what is 5!", "what is 5");
        guard.differ("what is 5!!", "what is 5!");
        guard.differ("what is 5 ! + 3", "what is 5 + 3 !");
        guard.differ("what is n!", "what is n");
        guard.differ("what is (3+4)!", "what is (3+4)");
        guard.differ("when is !x true", "when is x true");
        guard.differ("a != b", "a = b");
    }

    @Test
    void whatIsSaidInPassingDoesNotCount() {
        guard.agree("how do I cancel it (please)?", "how do I cancel it, please");
        guard.agree("how do I cancel it (my subscription, that is)!", "how do I cancel it");
        guard.agree("how do I cancel it? thanks!", "how do I cancel it");
        guard.agree("Hi! How do I cancel it? Thanks!!", "how do I cancel it");
        guard.agree("how do I cancel it? :) thanks ;-)", "how do I cancel it :(");
        guard.agree("你好!请问", "请问");
    }

    /** The digits of powers became plain ones, and 10² was 102. */
    @Test
    void aPowerIsNoDigit() {
        guard.differ("what is 10²", "what is 102");
        guard.agree("what is 10²", "what is 10^2");
        guard.agree("what is 2¹⁰", "what is 2^10");
        guard.differ("what is 2ⁿ", "what is 2n");
        guard.agree("what is H₂O", "what is H2O");
    }

    @Test
    void asManyBracketsMustBeInBothHoweverManyThereAre() {
        guard.agree("(".repeat(1000), "(".repeat(1000));
        guard.agree("()".repeat(500), "()".repeat(500));
        guard.differ(")".repeat(999), ")".repeat(1000));
        guard.differ("a ".repeat(400) + "(b)", "a ".repeat(400) + "b");
    }
}
