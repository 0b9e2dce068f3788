package dev.portcullis.guard.pii.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {

    private static final Words WORDS = Words.of("ssn", "tax id*", "api key");

    private static boolean in(String text) {
        return WORDS.in(text, new WordStarts(text), 0, text.length());
    }

    @Test
    void wordsStandForThemselvesHoweverTheyAreWritten() {
        for (String text : List.of("SSN", "my ssn:", "tax-id", "TAX IDENTIFICATION", "taxId", "api_key", "userApiKey=", "user_ssn")) {
            assertEquals(true, in(text), text);
        }
    }

    @Test
    void partsOfOtherWordsDoNot() {
        for (String text : List.of("lessness", "ssna", "taxi", "api keyed", "", "ss")) {
            assertEquals(false, in(text), text);
        }
    }

    @Test
    void wordsOfOneLetterOrWithASpaceBehindItAreToldToo() {
        Words few = Words.of("v", "d o b", "né le");
        for (String text : List.of("v 2", "v2", "D.O.B. 1", "dob", "NÉ LE 3")) {
            assertEquals(true, few.in(text, new WordStarts(text), 0, text.length()), text);
        }
        assertEquals(false, few.in("vat dab nolé", new WordStarts("vat dab nolé"), 0, 12));
    }

    @Test
    void aWordThatBeganBeforeIsNoWord() {
        assertEquals(false, WORDS.in("assn 1", new WordStarts("assn 1"), 1, 6));
    }
}
