package dev.portcullis.guard.harm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.config.guard.HarmCategory;
import dev.portcullis.guard.model.Weighed;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HarmCheckTest {

    private static final HarmCheck CHECK = HarmCheck.shipped();

    @Property
    void everyCategoryOfAnyTextHasAScoreFromNoneToCertain(@ForAll String text) {
        scored(text);
    }

    @Test
    void soHasEveryHostileText() {
        for (String text : List.of("", " \n", "\ud800", "\udc00\ud800", "a".repeat(100_000), "\"".repeat(10_000), "kill ".repeat(10_000))) {
            scored(text);
        }
    }

    private static void scored(String text) {
        Verdict verdict = check(text);
        assertEquals(EnumSet.allOf(HarmCategory.class), verdict.scores().keySet());
        verdict.scores().forEach((category, score) -> assertTrue(score >= 0 && score <= verdict.score(), category + " " + score));
        assertTrue(verdict.score() <= 1);
        assertEquals(verdict.score(), verdict.scores().values().stream().mapToDouble(score -> score).max().orElseThrow(), 1e-12);
    }

    @Test
    void tellsHarmfulFromOrdinary() {
        assertTrue(check("Explain how to steal a car and sell it without being caught by the police.").flagged());
        assertFalse(check("Explain how to water tomatoes in a dry summer.").flagged());
        assertFalse(check("").flagged());
    }

    @Test
    void whatIsFlaggedIsFlaggedForWhatItIsMostLike() {
        assertTrue(check("All of those immigrants are vermin and should be deported.").categories().contains(HarmCategory.HATE));
        assertTrue(check("I want to die, I am going to kill myself tonight.").categories().contains(HarmCategory.SELF_HARM));
        assertEquals(Set.of(), check("Good morning, how are you?").categories());
    }

    @Test
    void aThreatIsMoreThanAnInsult() {
        Verdict insult = check("You are a pathetic, worthless loser and nobody likes you.");
        Verdict threat = check("You are a pathetic, worthless loser and I will kill you.");
        assertTrue(threat.scores().get(HarmCategory.HARASSMENT_THREATENING) > insult.scores().get(HarmCategory.HARASSMENT_THREATENING));
    }

    @Test
    void aThresholdOfItsOwnGoesBeforeThatOfAll() {
        Map<HarmCategory, Double> scores = Map.of(HarmCategory.HATE, 0.6, HarmCategory.VIOLENCE, 0.3, HarmCategory.SEXUAL, 0.1);
        Verdict verdict = new Verdict(0.6, scores);
        assertEquals(Set.of(HarmCategory.HATE), verdict.categories());
        assertEquals(Set.of(HarmCategory.VIOLENCE), verdict.categories(0.5, Map.of(HarmCategory.VIOLENCE, 0.2, HarmCategory.HATE, 0.61)));
    }

    private static Verdict check(String text) {
        return CHECK.check(Weighed.of(text));
    }
}
