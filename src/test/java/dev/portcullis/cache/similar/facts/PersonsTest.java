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
        guard.agree("what can help me with it", "what can I do about it");
        guard.agree("what should I pay", "what does one pay");
    }
}
