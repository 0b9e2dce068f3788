package dev.portcullis.cache.similar.facts;

import org.junit.jupiter.api.Test;

class IdentifiersTest {

    private final GuardCase guard = new GuardCase(new Identifiers());

    @Test
    void namesOfCodeAddressesAndPathsMustBeEqual() {
        guard.differ("What does foo_bar return?", "What does foo_baz return?");
        guard.differ("Who owns example.com?", "Who owns example.org?");
        guard.differ("mail anna@example.com", "mail bob@example.com");
        guard.differ("open https://example.com/a", "open https://example.com/b");
        guard.differ("explain std::move", "explain std::swap");
        guard.differ("buy an H100", "buy an H200");
        guard.differ("learn C++", "learn C");
    }

    @Test
    void punctuationAroundThemDoesNotCount() {
        guard.agree("What is (foo_bar)?", "Tell me of foo_bar.");
    }

    @Test
    void wordsAndNumbersAreNone() {
        guard.agree("It costs 3.50, or 5kg.", "What is it?");
    }
}
