package dev.portcullis.guard;

import dev.portcullis.config.guard.GuardAction;
import dev.portcullis.config.guard.HarmCategory;
import dev.portcullis.guard.harm.HarmCheck;
import dev.portcullis.guard.model.Weighed;
import java.util.Map;
import java.util.Set;

/**
 * Which kinds of harm a policy acts on.
 *
 * @param thresholds the score from which it acts on a category, where the shipped one of its action does not do
 */
record HarmRule(Moderator moderator, GuardAction action, Map<HarmCategory, Double> thresholds) {

    /** Of a text that is there as a whole. */
    Set<HarmCategory> in(Weighed text) {
        double shipped = blocks() ? HarmCheck.BLOCK : HarmCheck.FLAG;
        double lowest = thresholds.values().stream().reduce(shipped, Math::min);
        return moderator.judge(text, lowest).categories(shipped, thresholds);
    }

    boolean isOff() {
        return action == GuardAction.OFF;
    }

    boolean blocks() {
        return action == GuardAction.BLOCK;
    }
}
