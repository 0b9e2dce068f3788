package dev.portcullis.cache.similar.facts;

import org.junit.jupiter.api.Test;

class PersonsTest {

    private final GuardCase guard = new GuardCase(new Persons());

    @Test
    void whoDoesItIsNotWhomItIsDoneTo() {
        guard.differ("who owes me money", "who do I owe money");
        guard.differ("does he love her", "does she love him");
        guard.differ("did they beat us", "did we beat them");
        guard.differ("how do I tell my boss that I quit", "how does my boss tell me to quit");
        guard.agree("tell me how I cancel it", "how do I cancel it");
        guard.agree("can you tell me how I cancel it", "how do I cancel it");
        guard.agree("what should I pay", "what does one pay");
    }

    /** After "for" and "help" nobody looked, nor at "you" and "it". */
    @Test
    void helpIsDoneBySomebodyToSomebody() {
        guard.differ("can I help them", "can they help me");
        guard.differ("can I pay for them", "can they pay for me");
        guard.differ("who can I work for", "who can work for me");
        guard.differ("who do you pay", "who pays you");
        guard.differ("what does it cause", "what causes it");
        guard.differ("do we need it", "do they need it");
        guard.agree("can you help me to cancel it", "how do I cancel it");
        guard.agree("what do I pay, thank you", "what do I pay");
    }

    /** Whose things they are was nothing. */
    @Test
    void whatIsMineIsNotYours() {
        guard.differ("can you read my messages", "can I read your messages");
        guard.differ("how do I change my password", "how do I change their password");
        guard.differ("how do I change my password", "how do I change our password");
        guard.differ("can I see their location", "can they see my location");
        guard.differ("can someone see my location", "can I see someone's location");
        guard.differ("can a landlord enter my flat", "can my landlord enter a flat");
        guard.differ("is my dog bigger than his dog", "is his dog bigger than my dog");
        guard.differ("how does the app know my location", "how do I know the location of the app");
        guard.differ("send me the link", "send them the link");
        guard.differ("remind me to pay them", "remind them to pay me");
        guard.agree("ants in my kitchen", "ants in the kitchen");
        guard.agree("the planets of our system", "the planets of the system");
    }
}
