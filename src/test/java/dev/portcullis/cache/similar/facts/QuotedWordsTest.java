package dev.portcullis.cache.similar.facts;

import org.junit.jupiter.api.Test;

class QuotedWordsTest {

    private final GuardCase guard = new GuardCase(new QuotedWords());

    @Test
    void whatIsQuotedMustBeInBoth() {
        guard.differ("What does \"ad hoc\" mean?", "What does \"per se\" mean?");
        guard.differ("Translate «chat»", "Translate «chien»");
        guard.differ("Was heißt „Hund“?", "Was heißt „Katze“?");
        guard.differ("Say 'dog' in Italian", "Say 'cat' in Italian");
        guard.differ("Say ‘dog’ in Italian", "Say ‘cat’ in Italian");
        guard.differ("Run `make all`", "Run `make test`");
    }

    @Test
    void itNeedNotBeQuotedInBoth() {
        guard.agree("What does \"ad hoc\" mean?", "What does ad hoc mean?");
    }

    @Test
    void anApostropheOpensNothing() {
        guard.agree("don't say it isn't", "do not say it is not");
        guard.agree("say \"it", "say it");
    }
}
