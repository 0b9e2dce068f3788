package dev.portcullis.release.canary;

import java.util.Optional;

/**
 * What follows from what calls have told of a canary and of its control. Both samples are sums since the canary began, over all its steps;
 * the control is as large a share of callers, at the same time. It may be asked as often as one likes.
 *
 * <p>In this order: {@link #HARD_STOP} errors among the first 20 calls, or a proof that it is worse by more than a margin or breaks a
 * criterion, roll back. Before the step's minimum of requests, time and callers it waits. Then, up to half of all callers, it grows, unless
 * it looks far worse and too few equally busy callers are there to prove it; beyond, only if of each guardrail's tolerance it is proved that
 * it is not worse by that much. Why: what it takes to know is a number of requests on the canary, and so as many are harmed at a small share
 * as at a large one, only later. Beyond one half it teaches no more, since its control shrinks.
 */
public final class Judge {

    /** So many errors of the first 20 calls need no statistics: at 1 % that happens to one canary in 700,000. */
    public static final int HARD_STOP = 5;
    /** The largest share beside which there is a control as large. */
    static final double HALF = 0.5;

    private Judge() {
    }

    public static Verdict judge(Rules rules, Progress progress, Sample control, Sample canary) {
        if (canary.firstErrors() >= HARD_STOP) {
            return new Verdict.RollBack(canary.firstErrors() + " of the canary's first 20 calls failed");
        }
        Evidence evidence = new Evidence(rules, control, canary);
        Optional<String> worse = evidence.worse();
        if (worse.isPresent()) {
            return new Verdict.RollBack(worse.get());
        }
        Optional<Verdict.Wait> missing = missing(rules, progress, evidence);
        if (missing.isEmpty()) {
            return new Verdict.Promote("Nothing proves it worse after " + progress.stepRequests() + " requests at this step"
                    + (progress.nextShare() > HALF ? ", and no guardrail is left in which it may be worse by more than is tolerated" : ""));
        }
        return progress.total().compareTo(rules.maximumTime()) >= 0
                ? new Verdict.Inconclusive(missing.get().reason() + ", after all the time there was, " + Wording.time(rules.maximumTime()))
                : missing.get();
    }

    private static Optional<Verdict.Wait> missing(Rules rules, Progress progress, Evidence evidence) {
        if (progress.stepRequests() < rules.minimumRequests() || progress.stepRequests() == 0) {
            return Optional.of(new Verdict.Wait(progress.stepRequests() + " of at least " + Math.max(1, rules.minimumRequests()) + " requests at this step",
                    true));
        }
        if (progress.inStep().compareTo(rules.minimumTime()) < 0) {
            return Optional.of(new Verdict.Wait(Wording.time(progress.inStep()) + " of at least " + Wording.time(rules.minimumTime()) + " at this step",
                    false));
        }
        return progress.nextShare() > HALF ? evidence.lacking().map(proof -> new Verdict.Wait(proof, false))
                : evidence.blind().map(callers -> new Verdict.Wait(callers, true));
    }
}
