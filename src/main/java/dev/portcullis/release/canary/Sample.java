package dev.portcullis.release.canary;

import dev.portcullis.release.statistics.Moments;
import java.util.Map;

/**
 * What calls of one side have told.
 *
 * @param requests    calls, those that were refused as their callers' fault and those that were answered by something else left out
 * @param firstErrors of the side's first 20 calls how many failed
 */
public record Sample(long requests, int firstErrors, Map<Measure, Moments> measures) {

    public static final Sample NONE = new Sample(0, 0, Map.of());

    public Sample {
        measures = Map.copyOf(measures);
    }

    public Moments of(Measure measure) {
        return measures.getOrDefault(measure, Moments.NONE);
    }
}
