package dev.portcullis.cache.similar.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StemTest {

    @Test
    void formsOfOneWordHaveOne() {
        for (String forms : new String[] {"make making makes", "change changing changed changes", "stop stopping stopped", "install installing installs", "file filing files",
                "require required requires", "move moved moving", "encode encoded", "open opening", "visit visiting", "train training", "place placed", "apply applied applies",
                "handle handled", "create created", "cause caused causing", "return returned", "box boxes", "country countries", "delete deleted", "argue arguing",
                "pay paid paying", "cancel cancelled cancels"}) {
            String[] all = forms.split(" ");
            for (String form : all) {
                assertEquals(all[0], Stem.of(form), forms);
            }
        }
    }

    /** A final "e" was cut everywhere. */
    @Test
    void twoWordsDoNotBecomeOne() {
        for (String two : new String[] {"car care", "cars cares", "local locale", "park parking", "ship shipping", "glass glasses", "hop hoping", "star staring", "plan plane", "rat rate"}) {
            String[] both = two.split(" ");
            assertNotEquals(Stem.of(both[0]), Stem.of(both[1]), two);
        }
    }

    @Test
    void whatNeedsAnEndingIsNoForm() {
        for (String word : new String[] {"string", "thing", "need", "speed", "is", "gas", "s", "ing", "ed", "yes", "glass"}) {
            assertEquals(word, Stem.of(word));
        }
    }

    @Test
    void aGerundIsAForm() {
        assertTrue(Stem.isGerund("renewing"));
        assertFalse(Stem.isGerund("string"));
        assertFalse(Stem.isGerund("renew"));
    }
}
