package dev.portcullis.release.canary.run;

import dev.portcullis.release.canary.Judge;
import dev.portcullis.release.canary.Verdict;
import dev.portcullis.release.observe.Side;
import dev.portcullis.release.observe.Sides;

/**
 * What is decided of a canary, and what that makes of it.
 *
 * @param word as a metric's label and the database have it; one of a few
 * @param then the state that follows
 * @param step the step that follows
 */
record Decision(String word, String reason, Canary.State then, int step) {

    /** So many calls of which the canary itself has answered none need no statistics, if the control has answered. */
    static final int UNANSWERED = 5;

    static final String WAIT = "wait";

    static Decision of(Canary canary, Sides told) {
        return switch (verdict(canary, told)) {
            case Verdict.Wait wait -> new Decision(WAIT, wait.reason(), canary.state(), canary.step());
            case Verdict.Inconclusive none -> new Decision("inconclusive", none.reason(), Canary.State.PAUSED, canary.step());
            case Verdict.RollBack worse -> new Decision("roll_back", worse.reason(), Canary.State.ROLLED_BACK, canary.step());
            case Verdict.Promote good -> canary.plan().shareAfter(canary.step()) == Plan.ALL
                    ? new Decision("promote", good.reason(), Canary.State.PROMOTED, canary.step())
                    : new Decision("promote", good.reason(), Canary.State.RUNNING, canary.step() + 1);
        };
    }

    private static Verdict verdict(Canary canary, Sides told) {
        Side tried = told.canary();
        long unanswered = tried.refused() + tried.contaminated();
        if (tried.sample().requests() == 0 && unanswered >= UNANSWERED && told.control().sample().requests() > 0) {
            return new Verdict.RollBack("none of the canary's first " + unanswered + " calls was answered by it: " + tried.refused()
                    + " were refused as invalid, " + tried.contaminated() + " were answered by another model");
        }
        return Judge.judge(canary.plan().rules(), canary.progress(tried.sample().requests()), told.control().sample(), tried.sample());
    }

    boolean ends() {
        return then != Canary.State.RUNNING && then != Canary.State.PAUSED;
    }

    /** Whether anything but the reason changes. */
    boolean moves() {
        return !word.equals(WAIT);
    }
}
