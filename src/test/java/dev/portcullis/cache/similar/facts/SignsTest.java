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
}
