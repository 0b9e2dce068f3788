package dev.portcullis.release.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What is said where there is little or nothing to say it of. */
class DegenerateTest {

    private static final double NONE = Double.POSITIVE_INFINITY;

    @Test
    void nothingIsKnownOfNoUnits() {
        assertEquals(Estimate.UNKNOWN, Moments.NONE.ratio());
        assertEquals(Estimate.UNKNOWN, Moments.NONE.ratioOfShares());
        assertEquals(Estimate.UNKNOWN, Moments.NONE.and(3, 0).ratio());
    }

    @Test
    void oneUnitHasAValueAndNoError() {
        assertEquals(new Estimate(0.5, NONE, 4, 0), Moments.NONE.and(2, 4).ratio());
    }

    @Test
    void equalUnitsHaveNoErrorUnlessTheyAreShares() {
        Moments perfect = Moments.NONE;
        for (int i = 0; i < 98; i++) {
            perfect = perfect.and(0, 1);
        }
        assertEquals(0, perfect.ratio().error());
        assertEquals(0, perfect.ratioOfShares().value());
        assertEquals(0.01, perfect.ratioOfShares().error(), 1e-4, "the next may be the first of a hundred to fail");
    }

    @Test
    void sumsThatAreNotFiniteSayNothing() {
        Moments good = Moments.NONE.and(1, 1).and(2, 1);
        assertEquals(Estimate.UNKNOWN, good.and(Double.NaN, 1).ratio());
        assertEquals(Estimate.UNKNOWN, good.and(Double.NEGATIVE_INFINITY, 1).ratio());
        assertEquals(NONE, good.and(1e300, 1).ratio().error());
    }

    @Test
    void anUpliftOverNothingIsUnknown() {
        assertEquals(Estimate.UNKNOWN, new Estimate(1, 0.1, 10).relativeTo(new Estimate(0, 0.1, 10)));
        assertEquals(Estimate.UNKNOWN, new Estimate(1, 0.1, 10).relativeTo(Estimate.UNKNOWN));
    }

    @Test
    void aSequenceThatHasSeenNothingHoldsEverything() {
        ConfidenceSequence sequence = ConfidenceSequence.twoSided(0.05, 1000);
        assertEquals(new Interval(Double.NEGATIVE_INFINITY, NONE), sequence.interval(Estimate.UNKNOWN));
        assertEquals(1, sequence.p(Estimate.UNKNOWN));
        assertEquals(0, sequence.halfWidth(new Estimate(3, 0, 5)));
        assertEquals(NONE, sequence.halfWidth(new Estimate(3, 0, 5, 1.9)), "two that are alike are no proof");
        assertEquals(1, sequence.p(new Estimate(3, 0, 5, 1.9)));
        assertEquals(0, sequence.p(new Estimate(3, 0, 5)));
        assertEquals(1, sequence.p(new Estimate(0, 0, 5)));
        assertThrows(IllegalArgumentException.class, () -> ConfidenceSequence.oneSided(0.5, 1000));
        assertThrows(IllegalArgumentException.class, () -> ConfidenceSequence.twoSided(0.05, 0));
    }

    @Test
    void testsOfNothingFindNothing() {
        assertEquals(1, ShareMismatch.of(new long[] {0, 0}, new double[] {1, 1}).p());
        assertEquals(1, ShareMismatch.of(new long[0], new double[0]).p());
        assertEquals(0, ShareMismatch.of(new long[] {1_000_000_000, 0}, new double[] {1, 1}).p());
        assertEquals(new Interval(0, 1), Binomial.wilson(0, 0, 0.95));
        assertEquals(1, Binomial.atLeast(0, 0, 0.3));
        assertEquals(0, Binomial.atLeast(4, 3, 0.9));
        assertEquals(Long.MAX_VALUE, SampleSize.ofTwoShares(0.1, 0.1, 0.05, 0.8));
    }

    @Test
    void whereNothingIsKnownNobodyIsBetter() {
        Estimate known = new Estimate(0.9, 0.01, 100);
        assertEquals(0.5, Best.higher(known, Estimate.UNKNOWN));
        assertEquals(0.5, Best.higher(new Estimate(1, 0, 9), new Estimate(1, 0, 9)));
        assertEquals(1, Best.higher(new Estimate(2, 0, 9), new Estimate(1, 0, 9)));
        assertArrayEquals(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, Best.of(List.of(known, known, Estimate.UNKNOWN)));
        Estimate two = new Estimate(2, 0, 9);
        assertArrayEquals(new double[] {0.5, 0.5, 0}, Best.of(List.of(two, two, new Estimate(1, 0, 9))), 1e-12);
        assertFalse(Comparison.of(Moments.NONE, Moments.NONE, 0.05).significant());
    }

    @Property
    void noNumbersMakeNaN(@ForAll @Size(max = 6) List<Double> values, @ForAll @Size(max = 6) List<Double> sizes) {
        Moments moments = Moments.NONE;
        for (int i = 0; i < Math.min(values.size(), sizes.size()); i++) {
            moments = moments.and(values.get(i), sizes.get(i));
        }
        Comparison comparison = Comparison.of(moments, Moments.NONE.and(1, 2).and(0, 1), 0.05);
        for (double each : new double[] {comparison.difference().value(), comparison.difference().error(), comparison.uplift().value(),
                comparison.uplift().error(), comparison.interval().lower(), comparison.interval().upper(),
                comparison.upliftInterval().lower(), comparison.upliftInterval().upper(), comparison.probability(), comparison.p(),
                moments.ratioOfShares().error(), Best.of(List.of(comparison.control(), comparison.variant()))[0]}) {
            assertFalse(Double.isNaN(each), comparison.toString());
        }
        assertTrue(comparison.difference().error() >= 0);
    }
}
