package dev.portcullis.pipeline;

import java.util.List;

/**
 * Where a call may go: the model that was asked for, then its fallbacks.
 *
 * @param legs at least one; each is used up before the next is begun
 */
public record Route(List<Leg> legs) {

    /**
     * @param targets in order of preference, the chosen arm first; never empty
     * @param retries how many attempts may follow the first
     */
    public record Leg(String model, List<Target> targets, int retries) {
    }
}
