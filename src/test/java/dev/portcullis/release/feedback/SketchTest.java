package dev.portcullis.release.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SketchTest {

    private static boolean near(List<String> one, List<String> other) {
        assertEquals(Sketch.of(one).isNear(Sketch.of(other)), Sketch.of(other).isNear(Sketch.of(one)), "it does not matter which was first");
        return Sketch.of(one).isNear(Sketch.of(other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Summarise the meeting notes for the board, please.|Summarise the meeting notes for the board please",
        "how do I reset my pasword on the portal|how do I reset my password on the portal",
        "What is the refund policy for annual plans?|WHAT IS THE REFUND POLICY FOR ANNUAL PLANS?",
        "Write a haiku about autumn rain in the hills|Write a  haiku about autumn rain in the hills!",
        "ok|OK", "où est la gare la plus proche ?|où est la gare la plus proche ?"})
    void theSameWithATypoMoreOrLessIsAskedAgain(String one, String other) {
        assertTrue(near(List.of(one), List.of(other)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "What is the refund policy for annual plans?|What is the refund policy for trial accounts?",
        "Where is my order 1234?|Where is my order 1235?", "Where is my order 12 34?|Where is my order 1234?",
        "en|de", "Translate to French: good morning|Translate to German: good morning", "yes|",
        "Summarise the meeting notes for the board.|Now make it shorter and mention the budget."})
    void anotherQuestionIsNot(String one, String other) {
        assertFalse(near(List.of(one), List.of(other == null ? "" : other)));
    }

    @Test
    void anotherQuestionAboutTheSameLongDocumentIsNot() {
        String document = "The portcullis is lowered at night, and the guard counts who passes. ".repeat(14);
        assertTrue(near(List.of(document, "Who counts?"), List.of(document, "who counts?")));
        assertFalse(near(List.of(document, "Who counts?"), List.of(document, "When is it lowered?")));
        assertFalse(near(List.of(document, "Who counts?"), List.of(document)));
    }

    @Test
    void whoGaveNothingAsksForNothingAgain() {
        assertFalse(near(List.of(), List.of()));
        assertTrue(near(List.of("", "de"), List.of("", "de")));
    }

    @Property(tries = 200)
    void everythingIsNearItselfAndTakesTheSameRoom(@ForAll @Size(min = 1, max = 8) List<@StringLength(max = 1_024) String> given) {
        assertTrue(near(given, given));
        assertEquals(Sketch.PLACES, Sketch.of(given).minima().length);
    }
}
