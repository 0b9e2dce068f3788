package dev.portcullis.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.config.guard.GuardAction;
import dev.portcullis.config.guard.HarmCategory;
import dev.portcullis.guard.harm.Verdict;
import dev.portcullis.guard.model.Weighed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Harm is seen in a text that comes in pieces where it is seen in the whole, and before it is read. */
class HarmGateTest {

    private static final int HOLD = 128;
    private static final HarmRule RULE = new HarmRule(HarmGateTest::harm, GuardAction.BLOCK, Map.of());

    /** Sees violence in one word, and the more of it the more often it is there. */
    private static Verdict harm(Weighed text, double from) {
        int times = text.views().plain().text().split("strangle", -1).length - 1;
        double score = times == 0 ? 0 : 1 - Math.pow(0.3, times);
        return new Verdict(score, Map.of(HarmCategory.VIOLENCE, score));
    }

    private static String passed(HarmGate gate, List<String> pieces) {
        StringBuilder passed = new StringBuilder();
        for (String piece : pieces) {
            String go = gate.push(piece);
            if (gate.stop().isPresent()) {
                return passed.toString();
            }
            passed.append(go);
        }
        String rest = gate.end();
        return gate.stop().isPresent() ? passed.toString() : passed.append(rest).toString();
    }

    @Property(tries = 300)
    void aTextIsJudgedAlikeHoweverItIsCut(@ForAll("pieces") List<String> pieces) {
        String whole = String.join("", pieces);
        HarmGate gate = new HarmGate(RULE, HOLD, new Found());
        String passed = passed(gate, pieces);
        Found found = new Found();
        HarmGate.look(whole, RULE, HOLD, found);
        assertEquals(found.isNothing(), gate.stop().isEmpty());
        if (gate.stop().isEmpty()) {
            assertEquals(whole, passed);
        } else {
            assertTrue(whole.startsWith(passed));
            assertFalse(passed.contains("strangle"));
        }
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.of("st", "ran", "gle ", "strangle", "kindly ", "One sentence. ", "Ünd ", "\uD83D\uDE00", "\uD83D", "?\n",
                "a word or two or three, and on and on it goes without an end; ").list().ofMaxSize(40);
    }

    @Test
    void noMoreIsHeldThanMayBe() {
        HarmGate gate = new HarmGate(RULE, HOLD, new Found());
        int held = 0;
        for (int i = 0; i < 2_000; i++) {
            held += 1 - gate.push("x").length();
            assertTrue(held < HOLD, () -> "too much is held");
        }
        assertEquals(held, gate.end().length());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 64, 95, 96})
    void whereLittleMayBeHeldThatMuchIsJudgedAtATime(int hold) {
        HarmGate gate = new HarmGate(RULE, hold, new Found());
        int passed = 0;
        for (int i = 1; i <= 400; i++) {
            passed += gate.push(i % 7 == 0 ? "." : "x").length();
            assertEquals(i - i % hold, passed);
            assertEquals(i - passed, gate.held());
        }
    }

    @Test
    void whileTheProviderPausesWhatIsHeldIsLetGoAndJudgedOnceMore() {
        HarmGate gate = new HarmGate(RULE, HOLD, new Found());
        assertEquals("", gate.push("They went out to stran"));
        assertTrue(gate.waits());
        assertEquals("They went out to stran", gate.pause());
        assertFalse(gate.waits());
        assertEquals("", gate.push("gle"));
        gate.end();
        assertTrue(gate.stop().isPresent());
    }

    @Test
    void whatIsOnlyToldIsNotHeld() {
        Found found = new Found();
        HarmGate gate = new HarmGate(new HarmRule(HarmGateTest::harm, GuardAction.FLAG, Map.of()), HOLD, found);
        assertEquals("They strangle", gate.push("They strangle"));
        assertEquals("", gate.end());
        assertEquals("harm=violence", found.toString());
        assertTrue(gate.stop().isEmpty());
    }

    /** A prompt that blocked where its guard flags was silent on all that the guard would have told of below the higher threshold. */
    @Test
    void whoBlocksIsToldOfWhatIsNotEnoughForThat() {
        Found found = new Found();
        HarmRule rule = new HarmRule((text, from) -> new Verdict(0.6, Map.of(HarmCategory.VIOLENCE, 0.6, HarmCategory.HATE, 0.6)), GuardAction.BLOCK,
                Map.of(HarmCategory.HATE, 0.65));
        HarmGate gate = new HarmGate(rule, HOLD, found);
        assertEquals("They strangle", gate.push("They strangle") + gate.end());
        assertEquals("harm=violence", found.toString());
        assertTrue(gate.stop().isEmpty());
        assertTrue(found.stop().isEmpty());
    }

    @Test
    void anOperatorsThresholdTakesThePlaceOfTheShippedOne() {
        HarmRule lax = new HarmRule(HarmGateTest::harm, GuardAction.BLOCK, Map.of(HarmCategory.VIOLENCE, 0.9));
        assertEquals(Set.of(), lax.in(Weighed.of("strangle")).acted());
        assertEquals(Set.of(HarmCategory.VIOLENCE), lax.in(Weighed.of("strangle, strangle")).acted());
        assertEquals(Set.of(HarmCategory.VIOLENCE), new HarmRule(HarmGateTest::harm, GuardAction.BLOCK, Map.of(HarmCategory.HATE, 0.9)).in(Weighed.of("strangle")).acted());
    }
}
