package dev.portcullis.release.canary.run;

import dev.portcullis.release.canary.Rules;
import java.time.Duration;
import java.util.List;

/**
 * What a canary is to do. It does not change while it runs.
 *
 * @param shares   of a hundred callers, one after the other, each larger than the one before; behind the last comes all
 * @param interval between two looks, and the least time of each step
 * @param rules    what it is judged by
 */
public record Plan(List<Integer> shares, Duration interval, Rules rules) {

    public static final int ALL = 100;
    /** Stands for one that a newer gateway has written in a way that this one does not know: nothing can be decided by it. */
    static final Plan UNREAD = new Plan(List.of(), Duration.ZERO, Rules.USUAL);

    public Plan {
        shares = List.copyOf(shares);
    }

    public boolean isRead() {
        return !shares.isEmpty();
    }

    /** @return the share that comes after this step: {@link #ALL} after the last one */
    int shareAfter(int step) {
        return step + 1 < shares.size() ? shares.get(step + 1) : ALL;
    }
}
