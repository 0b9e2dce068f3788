package dev.portcullis.release.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BestTest {

    @Test
    void ofTwoAgreesWithTheFormulaForTwo() {
        Estimate one = new Estimate(0.31, 0.02, 500);
        Estimate other = new Estimate(0.28, 0.03, 300);
        assertEquals(Normal.cdf(0.03 / Math.hypot(0.02, 0.03)), Best.higher(one, other), 1e-15);
        assertEquals(Best.higher(one, other), Best.of(List.of(one, other))[0], 1e-12);
        assertEquals(Best.higher(other, one), Best.of(List.of(one, other))[1], 1e-12);
    }

    @Test
    void ofSeveralAgreesWithDrawingThem() {
        List<Estimate> variants = List.of(new Estimate(1, 0.5, 9), new Estimate(1.2, 0.1, 9),
                new Estimate(0.8, 1, 9), new Estimate(1.1, 0.3, 9));
        double[] drawn = new double[4];
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 400_000; i++) {
            int best = 0;
            double highest = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < 4; j++) {
                double value = variants.get(j).value() + variants.get(j).error() * random.nextGaussian();
                best = value > highest ? j : best;
                highest = Math.max(highest, value);
            }
            drawn[best] += 1 / 400_000.0;
        }
        double[] computed = Best.of(variants);
        for (int j = 0; j < 4; j++) {
            assertEquals(drawn[j], computed[j], 0.005);
        }
    }

    @Test
    void theNormalDistributionIsRightInItsFarEnds() {
        // Abramowitz and Stegun, table 26.1 and 26.2.
        assertEquals(0.975, Normal.cdf(1.959963984540054), 1e-15);
        assertEquals(1.959963984540054, Normal.quantile(0.975), 1e-14);
        assertEquals(7.619853024160527e-24, Normal.cdf(-10), 1e-37);
        assertEquals(-10, Normal.quantile(7.619853024160527e-24), 1e-13);
        // Student's t with 10 degrees exceeds 4.144 with probability 0.001, and so does the normal distribution 3.090.
        assertEquals(3.090, Student.z(4.144, 10), 0.005);
        assertEquals(4.144, Student.t(3.090, 10), 0.01);
        assertEquals(3.0, Student.z(Student.t(3.0, 2.5), 2.5), 1e-12);
        assertTrue(Normal.quantile(1) == Double.POSITIVE_INFINITY && Normal.quantile(0) == Double.NEGATIVE_INFINITY);
    }
}
