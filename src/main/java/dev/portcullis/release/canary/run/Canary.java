package dev.portcullis.release.canary.run;

import dev.portcullis.release.Subject;
import dev.portcullis.release.canary.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One run of a canary, as the database has it at one moment.
 *
 * @param subject   of which a version or a target is tried
 * @param release   what its calls are counted under
 * @param blue      what all others get: a version, or a target
 * @param version   what is tried: of a model, the target
 * @param step      which of the plan's shares it has, from 0
 * @param runSince  since when it has run without a pause
 * @param before    requests of the canary before it had its present share
 * @param decided   what was decided last
 * @param now       by the database's clock, as all other times are
 */
public record Canary(long id, Subject subject, String release, String blue, String version, Plan plan, State state, int step,
        Instant startedAt, String startedBy, Instant stepSince, Instant runSince, long before, Instant dueAt, Optional<Instant> endedAt,
        Optional<Decided> decided, Instant now) {

    /** What is to become of a canary, and what became of it. */
    public enum State {
        RUNNING,
        /** Nothing was proved in all the time there was. It keeps its share until somebody decides. */
        PAUSED,
        PROMOTED,
        ROLLED_BACK,
        /** Somebody has deployed something else by hand. */
        STOPPED;

        /** As the database and the control plane have it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** @param verdict in one word: promote, roll_back, wait, inconclusive, or what somebody did: start, resume, stop */
    public record Decided(String verdict, String reason, Instant at) {
    }

    /** Of a hundred callers how many get it, while it has not ended; 0 where its plan, which would say so, cannot be read here. */
    public int share() {
        return plan.isRead() ? plan.shares().get(step) : 0;
    }

    public boolean isOver() {
        return endedAt.isPresent();
    }

    /** @param requests that it has served since it began */
    Progress progress(long requests) {
        return new Progress(plan.shareAfter(step) / (double) Plan.ALL, Math.max(0, requests - before), Duration.between(stepSince, now),
                Duration.between(runSince, now));
    }
}
