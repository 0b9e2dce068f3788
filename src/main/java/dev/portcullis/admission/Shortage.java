package dev.portcullis.admission;

import dev.portcullis.config.BudgetPeriod;
import dev.portcullis.pipeline.Refusal;
import java.time.Duration;
import java.time.Instant;

/** The one limit that says no for the longest time. */
final class Shortage {

    /** Nobody knows when a call that is under way will be over. */
    private static final Duration WHEN_ANOTHER_ENDS = Duration.ofSeconds(1);
    /** What can never pass is not worth asking again for; a caller who does shall not do it often. */
    private static final Duration NEVER = Duration.ofMinutes(1);

    private Refusal refusal;
    private long nanos = -1;

    boolean none() {
        return refusal == null;
    }

    Refusal refusal() {
        return refusal;
    }

    void bucket(Scope scope, Refusal.OverLimit.Unit unit, double limit, double level, double asked) {
        if (asked > limit) {
            longer(NEVER.toNanos() + 1, new Refusal.OverLimit(scope.words(), unit, (long) limit, (long) asked, NEVER));
        } else {
            long wait = TokenBucket.nanosUntil(asked - level, limit);
            longer(wait, new Refusal.OverLimit(scope.words(), unit, (long) limit, (long) asked, Duration.ofNanos(wait)));
        }
    }

    void concurrent(Scope scope, int limit) {
        longer(WHEN_ANOTHER_ENDS.toNanos(), new Refusal.TooManyAtOnce(scope.words(), limit, WHEN_ANOTHER_ENDS));
    }

    /** @param soon whether there may be enough before the next period, when open calls turn out to cost less than they may */
    void budget(BudgetPeriod period, long limit, boolean soon, Instant now) {
        Instant end = period.end(now);
        Duration wait = soon ? WHEN_ANOTHER_ENDS : Duration.between(now, end);
        longer(wait.toNanos(), new Refusal.OverBudget(period.yamlName(), limit, end, wait, soon));
    }

    private void longer(long wait, Refusal why) {
        if (wait > nanos) {
            nanos = wait;
            refusal = why;
        }
    }
}
