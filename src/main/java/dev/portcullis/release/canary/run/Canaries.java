package dev.portcullis.release.canary.run;

import dev.portcullis.release.Subject;
import dev.portcullis.release.canary.run.CanaryRefused.Why;
import dev.portcullis.release.canary.run.CanaryStore.Change;
import dev.portcullis.release.canary.run.CanaryStore.Read;
import dev.portcullis.release.observe.Sides;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What operators do with canaries. All of it belongs into a transaction of {@link dev.portcullis.store.Transactions}, which a
 * {@link CanaryRefused} takes back.
 */
public final class Canaries {

    /** A canary and what its sides have told so far. */
    public record Shown(Canary canary, Sides told) {
    }

    private static final int AGAIN = 5;
    /** What the two sides have told is for people to read: nobody's rollback waits longer for it. */
    private static final long PATIENCE_MILLIS = 500;

    private final CanaryStore store = new CanaryStore();
    private final DeploymentsByKind deployments;
    private final Function<String, Future<Sides>> told;

    /** @param told what is known of a release now */
    public Canaries(DeploymentsByKind deployments, Function<String, Future<Sides>> told) {
        this.deployments = deployments;
        this.told = told;
    }

    /**
     * Does what an operator wants, and once more where somebody has looked at the canary in between: then it was changed since it was read,
     * and nothing was done.
     *
     * @param transaction that has any of these methods in it
     */
    public static <T> Uni<T> inTurn(Supplier<Uni<T>> transaction) {
        return Uni.createFrom().<T>deferred(transaction::get).onFailure(CanaryStore.Overtaken.class).retry().atMost(AGAIN);
    }

    /** @param green an exact version of the prompt, or a target of the model. @param by who wants it */
    public Uni<Canary> start(Subject subject, String green, Plan plan, String by) {
        return refuseWhileOpen(subject).chain(none -> deployments.of(subject).begin(subject.name(), green, plan.shares().getFirst(), by))
                // Once more, now that nobody else can begin another one.
                .call(begun -> refuseWhileOpen(subject))
                .flatMap(begun -> store.begin(subject, green, begun, plan, by)).map(Read::canary);
    }

    /** The one that began last, if there was any, and what it was judged by: of one that has ended, when it did. */
    public Uni<Optional<Shown>> latest(Subject subject) {
        return store.latest(subject).flatMap(latest -> latest.map(read -> sides(read).map(sides -> Optional.of(new Shown(read.canary(), sides))))
                .orElse(Uni.createFrom().item(Optional.empty())));
    }

    /** Ends it, also one whose plan cannot be read here, and gives all callers what they had before. */
    public Uni<Canary> stop(Subject subject, String reason) {
        return open(subject).call(read -> deployments.of(subject).rollBack(read.canary()))
                .call(read -> end(read, Canary.State.STOPPED, "stop", reason)).map(Read::canary);
    }

    /** Lets one that is paused go on from where it is, with all the time again. */
    public Uni<Canary> resume(Subject subject, String reason) {
        return open(subject).call(read -> {
            if (!read.canary().plan().isRead()) {
                throw new CanaryRefused(none(subject), "The plan of the canary of '" + subject.name()
                        + "' was written by a newer gateway, which has to resume it.");
            }
            if (read.canary().state() != Canary.State.PAUSED) {
                throw new CanaryRefused(Why.NOT_PAUSED, "The canary of '" + subject.name() + "' is not paused.");
            }
            return sides(read).flatMap(sides -> store.change(read,
                    new Change(Canary.State.RUNNING, read.canary().step(), "resume", reason, sides, true, true)));
        }).map(Read::canary);
    }

    /** Nothing else may be deployed under its hands; who wants that stops it. */
    public Uni<Void> refuseWhileOpen(Subject subject) {
        return store.openVersion(subject).map(open -> {
            if (open.isPresent()) {
                String tried = switch (subject.kind()) {
                    case PROMPT -> "version ";
                    case MODEL -> "target ";
                };
                throw new CanaryRefused(Why.RUNS, "A canary of '" + subject.name() + "' with " + tried + open.get()
                        + " has not ended. Stop it first, or roll it back, or promote it.");
            }
            return null;
        });
    }

    /** Somebody has promoted what is deployed, or rolled it back, by hand. @return the canary that has ended with that, if there was one */
    public Uni<Optional<Canary>> moved(Subject subject, boolean promoted, String reason) {
        return store.open(subject).call(open -> open.isEmpty() ? Uni.createFrom().voidItem()
                : end(open.get(), promoted ? Canary.State.PROMOTED : Canary.State.ROLLED_BACK, promoted ? "promote" : "roll_back", reason))
                .map(open -> open.map(Read::canary));
    }

    private Uni<Read> open(Subject subject) {
        return store.open(subject).map(open -> open.orElseThrow(() -> new CanaryRefused(none(subject),
                "No canary of '" + subject.name() + "' is running or paused.")));
    }

    private static Why none(Subject subject) {
        return switch (subject.kind()) {
            case PROMPT -> Why.NONE_RUNS;
            case MODEL -> Why.NONE_RUNS_OF_MODEL;
        };
    }

    private Uni<Void> end(Read read, Canary.State state, String word, String reason) {
        return sides(read).flatMap(sides -> store.change(read, Change.byHand(read.canary(), state, word, reason, sides)));
    }

    private Uni<Sides> sides(Read read) {
        Sides last = CanaryStore.told(read.told());
        return read.canary().isOver() ? Uni.createFrom().item(last)
                : Uni.createFrom().completionStage(() -> told.apply(read.canary().release()).timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).otherwise(last)
                        .toCompletionStage());
    }
}
