package dev.portcullis.release.canary.run;

import dev.portcullis.release.Subject;
import dev.portcullis.release.canary.Judge;
import dev.portcullis.release.canary.Progress;
import dev.portcullis.release.canary.Verdict;
import dev.portcullis.release.observe.ObservationTable;
import dev.portcullis.release.observe.Side;
import dev.portcullis.release.observe.Sides;
import java.util.Locale;
import java.util.Optional;

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
    static final String INCONCLUSIVE = "inconclusive";

    /** Of a hundred calls how many more than the control's may tell nothing of the canary, before more than half of all callers get it. */
    private static final int SILENT = 5;
    private static final int HALF = 50;
    /** Of a model's canary: of a hundred calls how many more than the control's are answered by another, of at least so many. */
    private static final int DESERTED = 20;
    private static final int DESERTED_AT_LEAST = 20;
    /** And since it was looked at last: so many that chance does not make them, however often it is looked at, and that what it did before does not hide them. */
    private static final int DESERTED_NOW = 50;

    /** Whatever its calls have told, it cannot go on. */
    static Decision stops(Canary canary, String reason) {
        return new Decision(INCONCLUSIVE, reason, Canary.State.STOPPED, canary.step());
    }

    /** Of a canary that is looked at for the first time. */
    static Decision of(Canary canary, Sides told) {
        return of(canary, Sides.NONE, told);
    }

    /** @param before what was told when it was looked at last */
    static Decision of(Canary canary, Sides before, Sides told) {
        return switch (verdict(canary, before, told)) {
            case Verdict.Wait wait -> new Decision(WAIT, wait.reason(), canary.state(), canary.step());
            case Verdict.Inconclusive none -> new Decision(INCONCLUSIVE, none.reason(), Canary.State.PAUSED, canary.step());
            case Verdict.RollBack worse -> new Decision("roll_back", worse.reason(), Canary.State.ROLLED_BACK, canary.step());
            case Verdict.Promote good -> canary.plan().shareAfter(canary.step()) == Plan.ALL
                    ? new Decision("promote", good.reason(), Canary.State.PROMOTED, canary.step())
                    : new Decision("promote", good.reason(), Canary.State.RUNNING, canary.step() + 1);
        };
    }

    private static Verdict verdict(Canary canary, Sides before, Sides told) {
        Side tried = told.canary();
        long unanswered = tried.refused() + tried.contaminated();
        if (tried.sample().requests() == 0 && unanswered >= UNANSWERED && told.control().sample().requests() > 0) {
            return new Verdict.RollBack("none of the canary's first " + unanswered + " calls was answered by it: " + tried.refused()
                    + " were refused as invalid, " + tried.contaminated() + " were answered by " + another(canary));
        }
        Optional<Verdict.RollBack> deserted = canary.subject().kind() == Subject.Kind.MODEL ? deserted(canary, before, told) : Optional.empty();
        if (deserted.isPresent()) {
            return deserted.get();
        }
        Progress progress = canary.progress(tried.sample().requests());
        Verdict verdict = Judge.judge(canary.plan().rules(), progress, told.control().sample(), tried.sample());
        long beyond = tried.beyond() + told.control().beyond();
        if (beyond > 0 && verdict instanceof Verdict.Wait wait && wait.traffic() && progress.inStep().compareTo(canary.plan().rules().minimumTime()) >= 0) {
            return new Verdict.Inconclusive(wait.reason() + ", and no more may come: both sides together have " + ObservationTable.MOST_UNITS
                    + " callers, which is the most, and " + beyond + " calls of others were not counted");
        }
        double silent = silent(tried);
        double usual = silent(told.control());
        if (!(verdict instanceof Verdict.Promote) || canary.plan().shareAfter(canary.step()) <= HALF || silent - usual <= SILENT) {
            return verdict;
        }
        String reason = String.format(Locale.ROOT, "%.1f %% of the canary's calls were refused, left, or answered by %s, against %.1f %% of the control's: "
                + "what is left does not speak for all", silent, another(canary), usual);
        return progress.total().compareTo(canary.plan().rules().maximumTime()) < 0 ? new Verdict.Wait(reason, false) : new Verdict.Inconclusive(reason);
    }

    private static String another(Canary canary) {
        return switch (canary.subject().kind()) {
            case PROMPT -> "another model";
            case MODEL -> "another target or model";
        };
    }

    /**
     * Where a target fails, the model's other one answers, if tries are left or the breaker is open. Callers see nothing of it, and the calls tell nothing: no more is known of a
     * target that begins to fail. A prompt's version has no other one beside it.
     */
    private static Optional<Verdict.RollBack> deserted(Canary canary, Sides before, Sides told) {
        return deserted(canary, Answered.of(told.canary()), Answered.of(told.control()), DESERTED, "")
                .or(() -> deserted(canary, Answered.of(told.canary()).since(before.canary()), Answered.of(told.control()).since(before.control()), DESERTED_NOW,
                        " since it was looked at last"));
    }

    private static Optional<Verdict.RollBack> deserted(Canary canary, Answered tried, Answered control, int most, String when) {
        return tried.byOthers < DESERTED_AT_LEAST || control.byItself < DESERTED_AT_LEAST || tried.percent() - control.percent() <= most ? Optional.empty()
                : Optional.of(new Verdict.RollBack(String.format(Locale.ROOT, "%.1f %% of the canary's calls%s (%d) were answered by %s, against %.1f %% of the control's",
                        tried.percent(), when, tried.byOthers, another(canary), control.percent())));
    }

    /** Calls of a side. @param byItself also those that failed, and those of callers of whom no more are counted */
    private record Answered(long byOthers, long byItself) {

        static Answered of(Side side) {
            return new Answered(side.contaminated(), side.sample().requests() + side.beyond());
        }

        Answered since(Side before) {
            Answered was = of(before);
            return new Answered(byOthers - was.byOthers, byItself - was.byItself);
        }

        double percent() {
            return byOthers == 0 ? 0 : 100.0 * byOthers / (byOthers + byItself);
        }
    }

    /** Of a hundred calls how many tell nothing, those left out that the cache answered. Callers of whom no more are counted are in both. */
    private static double silent(Side side) {
        long silent = side.refused() + side.contaminated() + side.leftOut();
        return silent == 0 ? 0 : 100.0 * silent / (silent + side.sample().requests() + side.beyond());
    }

    boolean ends() {
        return then != Canary.State.RUNNING && then != Canary.State.PAUSED;
    }

    /** Whether anything but the reason changes. */
    boolean moves() {
        return !word.equals(WAIT);
    }
}
