package dev.portcullis.guard.model;

import java.util.List;

/** Logistic regression on a few numbers, by Newton's method: what makes margins probabilities (Platt, 1999). */
final class Calibration {

    private Calibration() {}

    static double logistic(double margin) {
        return 1 / (1 + StrictMath.exp(-margin));
    }

    /** @return a factor for each number, then what is added */
    static double[] fit(List<double[]> points, List<Boolean> positives) {
        int size = points.getFirst().length + 1;
        double[] factors = new double[size];
        for (int round = 0; round < 30; round++) {
            double[][] equations = new double[size][size + 1];
            for (int i = 0; i < size; i++) {
                equations[i][i] = 1e-3;
                equations[i][size] = -1e-3 * factors[i];
            }
            for (int at = 0; at < points.size(); at++) {
                double[] x = java.util.Arrays.copyOf(points.get(at), size);
                x[size - 1] = 1;
                double margin = 0;
                for (int i = 0; i < size; i++) {
                    margin += factors[i] * x[i];
                }
                double probability = logistic(margin);
                double wrong = (positives.get(at) ? 1 : 0) - probability;
                for (int i = 0; i < size; i++) {
                    equations[i][size] += wrong * x[i];
                    for (int j = 0; j < size; j++) {
                        equations[i][j] += probability * (1 - probability) * x[i] * x[j];
                    }
                }
            }
            double[] step = solve(equations);
            for (int i = 0; i < size; i++) {
                factors[i] += step[i];
            }
        }
        return factors;
    }

    /** Gauss and Jordan; the equations are of a positive definite matrix. */
    private static double[] solve(double[][] equations) {
        int size = equations.length;
        for (int i = 0; i < size; i++) {
            for (int row = 0; row < size; row++) {
                double times = row == i ? 0 : equations[row][i] / equations[i][i];
                for (int column = i; column <= size && times != 0; column++) {
                    equations[row][column] -= times * equations[i][column];
                }
            }
        }
        double[] solution = new double[size];
        for (int i = 0; i < size; i++) {
            solution[i] = equations[i][size] / equations[i][i];
        }
        return solution;
    }
}
