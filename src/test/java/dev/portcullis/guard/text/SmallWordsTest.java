package dev.portcullis.guard.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallWordsTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            the,    1, 0, 0
            BeFore, 1, 0, 0
            gur,    0, 1, 0
            eht,    0, 0, 1
            no,     1, 0, 1
            a,      0, 0, 0
            thé,    0, 0, 0
            th,     0, 0, 0
            other,  0, 0, 0
            thethethe, 0, 0, 0
            """)
    void areKnownAsTheyAreRotatedAndBackwards(String word, int small, int rotated, int reversed) {
        int counts = SmallWords.of(("x" + word + "y").toCharArray(), 1, 1 + word.length());
        assertEquals(small, SmallWords.small(counts));
        assertEquals(rotated, SmallWords.rotated(counts));
        assertEquals(reversed, SmallWords.reversed(counts));
    }
}
