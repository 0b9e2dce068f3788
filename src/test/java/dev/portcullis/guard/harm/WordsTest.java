package dev.portcullis.guard.harm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {

    private static final Words WORDS = new Words(List.of("gun | murder* | wipe out", "knife | gun"));

    @Test
    void findsWholeWordsBeginningsAndPairsOfEachList() {
        assertEquals(3, WORDS.in("he had a gun."));
        assertEquals(1, WORDS.in("the murderer fled"));
        assertEquals(1, WORDS.in("wipe, out"));
        assertEquals(2, WORDS.in("knife"));
        assertEquals(0, WORDS.in("a gunner wiped it out with a murd"));
    }

    @Test
    void aMebibyteOfOneLetterIsNoWord() {
        assertEquals(0, WORDS.in("a".repeat(1 << 20)));
    }

    @Test
    void aBeginningThatAnyWordMayHaveIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Words(List.of("a*")));
    }
}
