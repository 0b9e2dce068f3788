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

    @ParameterizedTest
    @ValueSource(strings = {"instructions", "configuration", "unrestricted", "confidential", "everything", "bypass", "prompt"})
    void lettersMayStandInAnyOrderButMustBeTheSame(String word) {
        String inside = word.substring(1, word.length() - 1);
        String turned = word.charAt(0) + new StringBuilder(inside).reverse().toString() + word.charAt(word.length() - 1);
        assertEquals(word, Mending.of(View.plain(turned)).text());
        // Two others, of either half of the alphabet.
        assertNull(Mending.of(View.plain(turned.charAt(0) + "a" + turned.substring(2, turned.length() - 2) + "z" + turned.charAt(turned.length() - 1))));
    }

    @Test
    void theMendedWordStandsWhereTheWrongOneDid() {
        View mended = Mending.of(View.plain("a diregard b"));
        assertEquals(new Span(2, 10), mended.original(2, 11));
        assertEquals(new Span(11, 12), mended.original(12, 13));
    }
}
