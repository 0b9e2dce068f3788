package dev.portcullis.guard;

import dev.portcullis.config.guard.GuardAction;
import dev.portcullis.config.guard.HarmCategory;
import dev.portcullis.guard.harm.HarmCheck;
import dev.portcullis.guard.harm.Verdict;
import dev.portcullis.guard.text.Views;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Which kinds of harm a policy acts on.
 *
 * @param thresholds the score from which it acts on a category, where the shipped one of its action does not do
 */
record HarmRule(Function<Views, Verdict> harm, GuardAction action, Map<HarmCategory, Double> thresholds) {

    /** Of a text that is there as a whole. */
    Set<HarmCategory> in(Views views) {
        return harm.apply(views).categories(blocks() ? HarmCheck.BLOCK : HarmCheck.FLAG, thresholds);
    }

    boolean isOff() {
        return action == GuardAction.OFF;
    }

    boolean blocks() {
        return action == GuardAction.BLOCK;
    }
}
