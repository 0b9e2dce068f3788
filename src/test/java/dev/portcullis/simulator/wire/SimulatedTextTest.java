package dev.portcullis.simulator.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SimulatedTextTest {
    @Test
    void dependsOnTheSeedAlone() {
        assertEquals(Tokens.prose(7, 40).text(), Tokens.prose(7, 40).text());
        assertNotEquals(Tokens.prose(7, 40).text(), Tokens.prose(8, 40).text());
    }

    @Test
    void hasLettersOfTwoThreeAndFourBytes() {
        String text = Tokens.prose(0, 400).text();
        for (int bytes = 2; bytes <= 4; bytes++) {
            int wanted = bytes;
            assertTrue(text.codePoints().anyMatch(letter ->
                    new String(Character.toChars(letter)).getBytes(StandardCharsets.UTF_8).length == wanted), text);
        }
    }

    @Test
    void makesAMillionTokensWithoutHoldingThem() {
        assertEquals(Tokens.prose(1, 1_000_000).at().apply(999_999), Tokens.prose(1, 1_000_000).at().apply(999_999));
    }

    @Test
    void countsPromptsInFourByteTokens() {
        assertEquals(2, Prompt.tokens(node("\"ééée\\u20ac\"")));
        assertEquals(3, Prompt.tokens(node("[5,6,7]")));
    }

    @Property(tries = 200)
    void anyTextSurvivesBeingCutIntoTokens(@ForAll String text) {
        assertEquals(text, Tokens.of(text).text());
    }

    @Property(tries = 200)
    void noTokenBeginsWithinASurrogatePair(@ForAll String before) {
        Tokens tokens = Tokens.of(before + "🌿🌿🌿🌿🌿🌿🌿🌿🌿🌿🌿🌿🌿🌿");
        String last = tokens.at().apply(tokens.count() - 1);
        assertTrue(!Character.isLowSurrogate(last.charAt(0)), last);
    }

    private static com.fasterxml.jackson.databind.JsonNode node(String json) {
        return Json.object(("{\"it\":" + json + "}").getBytes(StandardCharsets.UTF_8)).orElseThrow().path("it");
    }
}
