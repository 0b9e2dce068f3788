package dev.portcullis.release.canary;

import dev.portcullis.release.statistics.Moments;
import java.util.EnumMap;
import java.util.Map;

/** One side's sums, kept as callers come back: a caller's values and sizes grow, and the squares with them. */
final class SimulatedSide {

    private static final Measure[] MEASURES = Measure.values();

    private final Sums[] sums = new Sums[MEASURES.length];
    /** Of each user and measure the value and the size, a user's side by side. */
    private final double[] cells;
    private long requests;
    private int firstErrors;

    SimulatedSide(int users) {
        cells = new double[users * MEASURES.length * 2];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = new Sums();
        }
    }

    void request(boolean failed) {
        requests++;
        if (failed && requests <= 20) {
            firstErrors++;
        }
    }

    void add(Measure measure, int user, double value) {
        int cell = (user * MEASURES.length + measure.ordinal()) * 2;
        sums[measure.ordinal()].add(cells[cell], cells[cell + 1], value);
        cells[cell] += value;
        cells[cell + 1] += 1;
    }

    long requests() {
        return requests;
    }

    Sample sample() {
        Map<Measure, Moments> moments = new EnumMap<>(Measure.class);
        for (Measure measure : MEASURES) {
            moments.put(measure, sums[measure.ordinal()].moments());
        }
        return new Sample(requests, firstErrors, moments);
    }

    private static final class Sums {
        private long units;
        private double y;
        private double n;
        private double yy;
        private double yn;
        private double nn;

        void add(double before, double size, double value) {
            double after = before + value;
            units += size == 0 ? 1 : 0;
            y += value;
            n += 1;
            yy += after * after - before * before;
            yn += after * (size + 1) - before * size;
            nn += 2 * size + 1;
        }

        Moments moments() {
            return new Moments(units, y, n, yy, yn, nn);
        }
    }
}
