package dev.portcullis.guard;

import dev.portcullis.config.guard.GuardAction;
import dev.portcullis.config.guard.HarmCategory;
import dev.portcullis.guard.harm.HarmCheck;
import dev.portcullis.guard.harm.Verdict;
import dev.portcullis.guard.model.Weighed;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which kinds of harm a policy acts on.
 *
 * @param thresholds the score from which it acts on a category, where the shipped one of its action does not do
 */
record HarmRule(Moderator moderator, GuardAction action, Map<HarmCategory, Double> thresholds) {

    /**
     * What is seen in a text.
     *
     * @param acted on as the policy says
     * @param told  all that is told of; what is blocked is told of from where it would be flagged
     */
    record Seen(Set<HarmCategory> acted, Set<HarmCategory> told) {

        static final Seen NOTHING = new Seen(Set.of(), Set.of());

        /** What is not in the others either. */
        Seen without(List<Seen> others) {
            if (told.isEmpty()) {
                return this;
            }
            Set<HarmCategory> actedOn = new HashSet<>(acted);
            Set<HarmCategory> toldOf = new HashSet<>(told);
            for (Seen other : others) {
                actedOn.removeAll(other.acted);
                toldOf.removeAll(other.told);
            }
            return new Seen(actedOn, toldOf);
        }
    }

    /** In a text that is there as a whole. */
    Seen in(Weighed text) {
        double lowest = HarmCheck.FLAG;
        for (double own : thresholds.values()) {
            lowest = Math.min(lowest, own);
        }
        Verdict verdict = moderator.judge(text, lowest);
        // So it is of most texts, and then there is nothing to compare.
        if (verdict == Verdict.NOTHING && lowest > 0) {
            return Seen.NOTHING;
        }
        Set<HarmCategory> told = verdict.categories(HarmCheck.FLAG, thresholds);
        return new Seen(blocks() ? verdict.categories(HarmCheck.BLOCK, thresholds) : told, told);
    }

    /** Tells what is seen. */
    void tell(Seen seen, Found found) {
        if (!seen.acted.isEmpty()) {
            found.harm(HarmGate.names(seen.acted), blocks());
        }
        Set<HarmCategory> others = EnumSet.noneOf(HarmCategory.class);
        others.addAll(seen.told);
        others.removeAll(seen.acted);
        if (!others.isEmpty()) {
            found.harm(HarmGate.names(others), false);
        }
    }

    boolean isOff() {
        return action == GuardAction.OFF;
    }

    boolean blocks() {
        return action == GuardAction.BLOCK;
    }
}
