package dev.portcullis.release.quality;

import java.util.UUID;

/** Who compares the sides of a release is told what its calls' answers are worth. */
@FunctionalInterface
public interface ScoreListener {

    ScoreListener NOBODY = (release, arm, unit, value, calls) -> { };

    /**
     * The sums of a unit's scores and of its calls that have one change by this much. A call is counted once: what is known of it later
     * changes the value alone.
     *
     * @param unit  stands for who called, see {@link dev.portcullis.pipeline.release.UnitHash}
     * @param value from -1 to 1
     * @param calls 1 for a call that had no score before, else 0
     */
    void scored(String release, String arm, UUID unit, double value, int calls);
}
