package dev.portcullis.release.observe;

import dev.portcullis.release.canary.Sample;

/**
 * One side of a canary: what its calls have told, and how many tell nothing.
 *
 * @param cached       calls that were answered by what was known already
 * @param contaminated calls that another model answered than the side's own
 * @param refused      calls whose request was no good, as the provider or the gateway says
 * @param leftOut      calls that nobody can blame on the side: their callers left, or limits or guards kept them back
 * @param beyond       calls that would tell something, of callers who came when the release had {@link ObservationTable#MOST_UNITS} already: they are
 *                     no part of the sample. Those of their calls that tell nothing are counted as what they are
 */
public record Side(Sample sample, long cached, long contaminated, long refused, long leftOut, long beyond) {

    public static final Side NONE = new Side(Sample.NONE, 0, 0, 0, 0, 0);
}
