package dev.portcullis.release.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.release.statistics.Interval;
import dev.portcullis.release.statistics.Moments;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SumsTest {

    private static Sums sums(double... differences) {
        Moments moments = Moments.NONE;
        double candidate = 0;
        for (double difference : differences) {
            moments = moments.and(difference, 1);
            candidate += difference;
        }
        return new Sums(moments, 0, candidate);
    }

    @Test
    void meansAreThoseOfAllPairs() {
        Sums sums = new Sums(Moments.NONE.and(2, 4).and(1, 2), 12, 15);
        assertEquals(6, sums.pairs());
        assertEquals(2, sums.callerMean());
        assertEquals(2.5, sums.candidateMean());
        assertEquals(0.5, sums.difference());
    }

    @Test
    void ofFewPairsNothingIsSure() {
        Interval one = sums(1).interval(Measure.LATENCY);
        assertEquals(Double.NEGATIVE_INFINITY, one.lower());
        assertEquals(Double.POSITIVE_INFINITY, one.upper());
    }

    /** A shadow without any failure would have been said to fail never. */
    @Test
    void whereNoTwoDifferedTheNextOnesStillMay() {
        for (Measure share : new Measure[] {Measure.ERRORS, Measure.OUTPUT_FAILURES, Measure.SAME_TEXT}) {
            Interval interval = sums(new double[200]).interval(share);
            assertTrue(interval.lower() < 0 && interval.upper() > 0, share + " " + interval);
            assertTrue(interval.upper() < 0.1, share + " " + interval);
        }
    }

    @Test
    void sharesDifferByAHundredPointsAtMost() {
        // Four failures of four said that the candidate fails up to 1.9E18 points more often.
        Interval interval = sums(1, 1, 1, 1).interval(Measure.ERRORS);
        assertEquals(new Interval(-1, 1), interval);
    }

    @Test
    void theTruthIsOutsideInFewShadowsHoweverOftenOneLooks() {
        SplittableRandom random = new SplittableRandom(7);
        int missed = 0;
        for (int run = 0; run < 200; run++) {
            Moments moments = Moments.NONE;
            boolean outside = false;
            for (int i = 0; i < 400; i++) {
                moments = moments.and(0.3 + random.nextGaussian(), 1);
                Interval interval = new Sums(moments, 0, moments.y()).interval(Measure.LATENCY);
                outside |= i >= 20 && (interval.lower() > 0.3 || interval.upper() < 0.3);
            }
            missed += outside ? 1 : 0;
        }
        assertTrue(missed <= 10, missed + " of 200");
    }
}
