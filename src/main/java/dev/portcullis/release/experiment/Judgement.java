package dev.portcullis.release.experiment;

import dev.portcullis.release.statistics.Comparison;
import dev.portcullis.release.statistics.Estimate;
import dev.portcullis.release.statistics.ShareMismatch;
import java.util.List;
import java.util.Optional;

/**
 * What an experiment's figures say at one moment.
 *
 * @param arms     in the plan's order, the control first
 * @param shares   whether users came to the variants as they were dealt out
 * @param mismatch that they did not: nothing else of this may be believed
 * @param winner   the variant that is proved to be better than the control, the likeliest best of several; the control, if all others are
 *                 proved to be worse; empty else, and always with a mismatch
 */
public record Judgement(List<Arm> arms, ShareMismatch shares, boolean mismatch, Optional<String> winner) {

    /**
     * @param against     the control; empty of the control itself, and of a variant without weight
     * @param better      the probability that it is better than the control
     * @param significant that it differs from the control, for all variants together with an error of at most {@link Judge#ALPHA}
     */
    public record Arm(String name, Told told, Estimate mean, Optional<Comparison> against, double better, boolean significant) {
    }

    public long users() {
        return arms.stream().mapToLong(arm -> arm.told.users()).sum();
    }

    public long beyond() {
        return arms.stream().mapToLong(arm -> arm.told.beyond()).sum();
    }

    public long contaminated() {
        return arms.stream().mapToLong(arm -> arm.told.contaminated()).sum();
    }
}
