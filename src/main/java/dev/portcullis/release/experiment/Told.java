package dev.portcullis.release.experiment;

import dev.portcullis.release.statistics.Moments;

/**
 * What is known of one variant.
 *
 * @param users        who got it at least once, from its own model or from what that had answered to others of this variant
 * @param contaminated calls that another model answered; nothing else of them is known here
 * @param beyond       calls of more users than are counted; nothing else of them is known here
 * @param outcomes     of those users of whom there is one
 */
public record Told(long users, long contaminated, long beyond, Moments outcomes) {

    public static final Told NOTHING = new Told(0, 0, 0, Moments.NONE);
}
