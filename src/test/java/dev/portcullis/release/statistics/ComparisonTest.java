package dev.portcullis.release.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    /** Callers with one to nine requests each, some of whom succeed more often than others. */
    private static Moments callers(SplittableRandom random, Moments before, int count, double rate) {
        Moments moments = before;
        for (int i = 0; i < count; i++) {
            int requests = random.nextInt(1, 10);
            double own = rate * random.nextDouble(0.2, 1.8);
            long successes = 0;
            for (int j = 0; j < requests; j++) {
                successes += random.nextDouble() < own ? 1 : 0;
            }
            moments = moments.and(successes, requests);
        }
        return moments;
    }

    @Test
    void saysByHowMuchAndHowSurely() {
        SplittableRandom random = new SplittableRandom(1);
        Comparison comparison = Comparison.of(callers(random, Moments.NONE, 2000, 0.3), callers(random, Moments.NONE, 2000, 0.36), 0.05);
        assertTrue(comparison.significant() && comparison.p() < 1e-4 && comparison.probability() > 0.999, comparison.toString());
        assertTrue(comparison.interval().lower() > 0 && comparison.interval().lower() < 0.06 && comparison.interval().upper() > 0.06);
        assertTrue(comparison.upliftInterval().lower() < 0.2 && comparison.upliftInterval().upper() > 0.2);
    }

    @Test
    void whatIsSignificantIsWhatTheIntervalLeavesOut() {
        SplittableRandom random = new SplittableRandom(2);
        int significant = 0;
        for (int i = 0; i < 300; i++) {
            Moments control = callers(random, Moments.NONE, 100, 0.3);
            Comparison comparison = Comparison.of(control, callers(random, Moments.NONE, 100, random.nextDouble(0.6)), 0.05);
            boolean leftOut = comparison.interval().lower() > 0 || comparison.interval().upper() < 0;
            assertEquals(leftOut, comparison.significant());
            significant += leftOut ? 1 : 0;
        }
        assertTrue(significant > 50 && significant < 250, "both happen: " + significant);
    }

    @Test
    void whatTwoUnitsSayIsNotSignificantHoweverLargeAndWhatFiveSayMayBe() {
        Moments good = Moments.NONE.and(97, 100).and(92, 100);
        Moments bad = Moments.NONE.and(12, 100).and(9, 100);
        assertFalse(Comparison.of(bad, good, 0.05).significant());
        for (int i = 0; i < 3; i++) {
            good = good.and(95 + i, 100);
            bad = bad.and(10 + i, 100);
        }
        assertTrue(Comparison.of(bad, good, 0.05).significant());
    }

    @Test
    void oneUnitThatMakesNearlyAllRequestsProvesNothing() {
        // A ratio that is nearly one caller's own has next to no error by the delta method, whoever the caller is.
        Moments one = Moments.NONE.and(3000, 10_000);
        Moments other = Moments.NONE.and(100, 10_000);
        for (int i = 0; i < 9; i++) {
            one = one.and(0, 1);
            other = other.and(0, 1);
        }
        assertTrue(one.ratio().error() < 0.001);
        assertEquals(1, one.equalUnits(), 0.01);
        assertFalse(Comparison.of(other, one, 0.05).significant());
    }

    /** Callers with one to nine requests each, all of which cost the same. */
    private static Moments atOnePrice(SplittableRandom random, int count, double price) {
        Moments moments = Moments.NONE;
        for (int i = 0; i < count; i++) {
            int requests = random.nextInt(1, 10);
            double paid = 0;
            for (int j = 0; j < requests; j++) {
                paid += price;
            }
            moments = moments.and(paid, requests);
        }
        return moments;
    }

    @Test
    void onePriceOnBothSidesIsNoDifferenceHoweverItsSumsWereRounded() {
        // The squares came out as 0 and the means 1e-20 apart: a variant that cost the same was proved to be better.
        SplittableRandom random = new SplittableRandom(4);
        for (double price : new double[] {1.4e-5, 1.6e-5, 3e-6, 0.002, 0.1, 19.99}) {
            for (int i = 0; i < 200; i++) {
                Comparison same = Comparison.of(atOnePrice(random, 300, price), atOnePrice(random, 100, price), 0.05);
                assertEquals(1, same.p(), 1e-9, same.toString());
                assertEquals(0.5, same.probability(), 1e-3, same.toString());
                assertFalse(same.significant());
            }
            Comparison dearer = Comparison.of(atOnePrice(random, 300, price), atOnePrice(random, 100, price * 1.0001), 0.05);
            assertTrue(dearer.significant(), dearer.toString());
        }
    }

    @Test
    void whatRoundingHidesOfLargeValuesProvesNothing() {
        // Of squares near 1e24 the differences of a few units are lost.
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 200; i++) {
            Moments control = Moments.NONE;
            Moments variant = Moments.NONE;
            for (int j = 0; j < 150; j++) {
                control = control.and(9e11 + random.nextDouble(10), 1);
                variant = variant.and(9e11 + random.nextDouble(10), 1);
            }
            assertFalse(Comparison.of(control, variant, 0.05).significant());
        }
    }

    @Test
    void lookingAllTheTimeFindsSeldomWhatIsNotThere() {
        SplittableRandom random = new SplittableRandom(3);
        int sequential = 0;
        int peeking = 0;
        int runs = 400;
        for (int run = 0; run < runs; run++) {
            Moments control = Moments.NONE;
            Moments variant = Moments.NONE;
            boolean found = false;
            boolean peeked = false;
            for (int look = 0; look < 60; look++) {
                control = callers(random, control, 20, 0.3);
                variant = callers(random, variant, 20, 0.3);
                Comparison comparison = Comparison.of(control, variant, 0.05);
                found |= comparison.significant();
                peeked |= Math.abs(comparison.difference().value()) > 1.96 * comparison.difference().error();
            }
            sequential += found ? 1 : 0;
            peeking += peeked ? 1 : 0;
        }
        assertTrue(sequential <= 0.05 * runs, sequential + " of " + runs);
        assertTrue(peeking > 0.2 * runs, "a common interval, looked at each time, is wrong far more often: " + peeking + " of " + runs);
    }
}
