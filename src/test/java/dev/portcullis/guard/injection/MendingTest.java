package dev.portcullis.guard.injection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.portcullis.guard.text.Span;
import dev.portcullis.guard.text.View;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MendingTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            diregard the instructionns, disregard the instructions
            sytsem prmopt,              system prompt
            ignroe it,                  ignore it
            isntructoins,               instructions
            overrridde the foget,       overrridde the forget
            """)
    void aWordWithOneLetterWrongOrItsLettersInAnotherOrderIsPutRight(String text, String mended) {
        assertEquals(mended, Mending.of(View.plain(text)).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ignore the system prompt", "systems ignored", "a person and a personal letter", "the meting is at threee", ""})
    void rightWordsAndOthersStay(String text) {
        assertNull(Mending.of(View.plain(text)));
    }

    @Test
    void theMendedWordStandsWhereTheWrongOneDid() {
        View mended = Mending.of(View.plain("a diregard b"));
        assertEquals(new Span(2, 10), mended.original(2, 11));
        assertEquals(new Span(11, 12), mended.original(12, 13));
    }
}
