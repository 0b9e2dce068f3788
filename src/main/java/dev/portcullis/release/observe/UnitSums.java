package dev.portcullis.release.observe;

import dev.portcullis.release.canary.Measure;
import java.util.Map;

/** Of each measure the sum of what one unit's calls told, and how many told something. Not safe for threads. */
final class UnitSums {

    private final double[] values = new double[Measure.values().length];
    private final long[] counts = new long[Measure.values().length];
    private long calls;

    /** Of one call. */
    void add(Map<Measure, Double> told) {
        calls++;
        told.forEach((measure, value) -> {
            values[measure.ordinal()] += value;
            counts[measure.ordinal()]++;
        });
    }

    /** @param calls how many more have told something; 0 where what one has told changes */
    void add(Measure measure, double value, int calls) {
        values[measure.ordinal()] += value;
        counts[measure.ordinal()] += calls;
    }

    /** Those that were noted as this unit's, also where they told nothing; not what was told of calls later. */
    long calls() {
        return calls;
    }

    double value(Measure measure) {
        return values[measure.ordinal()];
    }

    long count(Measure measure) {
        return counts[measure.ordinal()];
    }
}
