package dev.portcullis.cache.similar.facts;

import org.junit.jupiter.api.Test;

class TenseTest {

    private final GuardCase guard = new GuardCase(new Tense());

    /** Tenses and advice were nothing. */
    @Test
    void whatWasIsNotWhatIsOrWillBe() {
        guard.differ("did my payment go through", "will my payment go through");
        guard.differ("is my account blocked", "was my account blocked");
        guard.differ("was she sued", "has she sued");
        guard.differ("it is late", "they'll be late");
        guard.differ("is it going to rain", "does it rain");
        guard.differ("has it been shipped", "is it being shipped");
        guard.differ("what is he like", "what does he like");
        guard.agree("who is the author of it", "who wrote it");
        guard.agree("why was my payment declined", "what is the reason my payment was declined");
        guard.agree("can I change it after placing it", "is it possible to change it after it was placed");
    }

    @Test
    void whatOneCanIsNotWhatOneShould() {
        guard.differ("can I stop it", "should I stop it");
        guard.differ("can I stop it", "do I stop it");
        guard.differ("how much can I take", "how much do I take");
        guard.agree("how can I stop it", "how do I stop it");
        guard.agree("what should I do if it stops", "what can I do if it stops");
        guard.agree("can you explain tides", "explain tides");
    }
}
