package dev.portcullis.cache.similar.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SameFactsTest {

    @Test
    void theSameQuestionInOtherWordsHasThem() {
        assertTrue(SameFacts.in(Wording.of("How can I cancel my subscription?"), Wording.of("Please tell me how to terminate my subscription.")));
    }

    @Test
    void politenessIsNoFact() {
        Wording plain = Wording.of("How do I cancel my subscription?");
        for (String polite : new String[] {"Hi! How can I cancel my subscription? Thank you! :)", "How do I cancel my subscription (please)?", "How do I cancel my subscription? Thanks!"}) {
            assertTrue(SameFacts.in(plain, Wording.of(polite)), polite);
        }
    }

    @Test
    void aNumberIsOneInTheDigitsOfAnyScript() {
        Wording three = Wording.of("What do \u0663 tickets cost?");
        assertFalse(SameFacts.in(three, Wording.of("What do \u0665 tickets cost?")));
        assertTrue(SameFacts.in(three, Wording.of("What do 3 tickets cost?")));
    }

    @Property
    void everyTextHasItsOwnFactsAndTheOrderDoesNotMatter(@ForAll @StringLength(max = 200) String one, @ForAll @StringLength(max = 200) String other) {
        Wording first = Wording.of(one);
        Wording second = Wording.of(other);
        assertTrue(SameFacts.in(first, first));
        assertEquals(SameFacts.in(first, second), SameFacts.in(second, first));
    }

    /** Words that play parts, where the order might matter that pairs are compared in. */
    @Property
    void whatIsMadeOfWordsThatGuardsKnowDoesSoAsWell(@ForAll @Size(max = 12) List<@From("words") String> one, @ForAll @Size(max = 12) List<@From("words") String> other) {
        Wording first = Wording.of(String.join(" ", one));
        Wording second = Wording.of(String.join(" ", other));
        assertTrue(SameFacts.in(first, first));
        assertEquals(SameFacts.in(first, second), SameFacts.in(second, first));
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.of("a", "b", "cat", "cats", "cat's", "dog", "chase", "chased", "is", "was", "did", "by", "of", "from", "to", "in", "than", "older", "me", "I",
                "she", "her", "tell", "you", "my", "it", "someone's", "more", "less", "or", "and", "will", "should", "Windows", "windows", "who", "5", "!", "(", ")", "(b)", "-", "?", "go");
    }

    @Test
    void whateverCanBeAskedIsCompared() {
        for (String hostile : new String[] {"'", "'a'", "\"", "n'", "'s", "1,", ",1", "1:", "\ud800", "\udc00\ud800", "a".repeat(1000), "'".repeat(1000),
                "`".repeat(1000), "1,".repeat(500), "not ".repeat(250), "A ".repeat(500), "\u0301".repeat(1000), "ﷺ".repeat(1000), "from x ".repeat(140), "x by ".repeat(200), "to a in b ".repeat(100), "her ".repeat(250), "(".repeat(1000), "5! ".repeat(300),
                "a(b)".repeat(250), "ⁿ".repeat(1000), "5₂".repeat(500), "more ".repeat(200), "my ".repeat(333), "you can ".repeat(125), "stop to ".repeat(125)}) {
            assertTrue(SameFacts.in(Wording.of(hostile), Wording.of(hostile)), () -> hostile.substring(0, Math.min(5, hostile.length())));
        }
    }
}
