package dev.portcullis.release.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.OutputVerdict;
import dev.portcullis.pipeline.Usd;
import dev.portcullis.release.shadow.Pair.Values;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PairTest {

    private static Side side(long millis, long tokens, OutputVerdict output, String text, String finish) {
        return new Side(false, true, Duration.ofMillis(millis), tokens, new Usd(tokens * 1_000_000), output, Optional.of(new Words(text, finish)));
    }

    @Test
    void twoAnswersAreComparedByAllThereIs() {
        Pair pair = Pair.of(side(1_000, 10, OutputVerdict.PASSED, "One two  three.", "stop"), side(2_000, 15, OutputVerdict.FAILED, "One two four.", "length"));
        assertEquals(EnumSet.allOf(Measure.class), pair.values().keySet());
        assertEquals(new Values(0, 0), pair.values().get(Measure.ERRORS));
        assertEquals(Math.log(2), pair.values().get(Measure.LATENCY).difference(), 1e-12);
        assertEquals(5, pair.values().get(Measure.OUTPUT_TOKENS).difference());
        assertEquals(0.005, pair.values().get(Measure.COST).difference(), 1e-12);
        assertEquals(new Values(0, 1), pair.values().get(Measure.OUTPUT_FAILURES));
        assertEquals(new Values(0, 0), pair.values().get(Measure.SAME_FINISH));
        assertEquals(new Values(0, 0), pair.values().get(Measure.SAME_TEXT));
        assertEquals(0.75, pair.values().get(Measure.OVERLAP).candidate(), "three of four words");
    }

    @Test
    void whereOneFailedOnlyThatIsCompared() {
        Side fine = side(1, 1, OutputVerdict.PASSED, "x", "stop");
        assertEquals(Set.of(Measure.ERRORS), Pair.of(fine, Side.FAILED).values().keySet());
        assertEquals(new Values(0, 1), Pair.of(fine, Side.FAILED).values().get(Measure.ERRORS));
        assertEquals(-1, Pair.of(Side.FAILED, fine).values().get(Measure.ERRORS).difference());
    }

    @Test
    void anAnswerThatTookTwoIsNoMeasureOfOne() {
        Side twice = new Side(false, false, Duration.ZERO, 0, Usd.ZERO, OutputVerdict.FAILED, Optional.empty());
        assertEquals(Set.of(Measure.ERRORS, Measure.OUTPUT_FAILURES), Pair.of(twice, side(1, 1, OutputVerdict.PASSED, "x", "stop")).values().keySet());
    }

    @Test
    void whatNobodyPromisedOrCouldReadIsNotCompared() {
        Side silent = new Side(false, true, Duration.ofMillis(1), 1, Usd.ZERO, OutputVerdict.UNCHECKED, Optional.empty());
        Set<Measure> compared = Pair.of(silent, side(1, 1, OutputVerdict.PASSED, "x", "stop")).values().keySet();
        assertEquals(Set.of(Measure.ERRORS, Measure.LATENCY, Measure.OUTPUT_TOKENS, Measure.COST), compared);
    }

    @Test
    void whiteSpaceIsNoDifference() {
        assertTrue(Likeness.same(" a\n b\t\tc ", "a b c"));
        assertFalse(Likeness.same("ab c", "a bc"));
        assertEquals(1, Likeness.overlap("", "  "));
        assertEquals(0, Likeness.overlap("word", ""));
        assertEquals(2.0 / 3, Likeness.overlap("a a", "a"), 1e-12);
    }

    @Property
    void overlapIsSymmetricAndBetweenNothingAndAll(@ForAll String one, @ForAll String other) {
        double overlap = Likeness.overlap(one, other);
        assertTrue(overlap >= 0 && overlap <= 1);
        assertEquals(overlap, Likeness.overlap(other, one));
        assertEquals(1, Likeness.overlap(one, one));
        assertTrue(Likeness.same(one, one));
    }

    @Test
    void aMegabyteOfOneLetterIsOneWord() {
        String long1 = "a".repeat(1 << 20);
        assertEquals(1, Likeness.overlap(long1, long1));
        assertEquals(0, Likeness.overlap(long1, long1 + "a"));
        assertEquals(1, Likeness.overlap("\ud800".repeat(1 << 20), "\ud800".repeat(1 << 20)));
    }
}
