package dev.portcullis.release.canary.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.release.canary.run.CanaryStore.Change;
import dev.portcullis.release.canary.run.CanaryStore.Overtaken;
import dev.portcullis.release.canary.run.CanaryStore.Read;
import dev.portcullis.release.observe.Sides;
import dev.portcullis.store.Notifications;
import dev.portcullis.store.Refresh;
import dev.portcullis.store.StoreAway;
import dev.portcullis.store.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Looks at every canary that is due, and does what follows. All replicas look; a lock that lasts as long as one transaction sees to it that
 * one decides, so whoever decided and is gone is replaced at the next look. Waits for nobody, and nobody waits for it.
 */
public final class RunCanaries {

    private static final Logger LOG = Logger.getLogger(RunCanaries.class);

    /** What came of one look: nothing if somebody else looks, or no canary is due. */
    private record Looked(boolean alone, Optional<Read> read, Decision decision) {

        static final Looked BUSY = new Looked(false, Optional.empty(), null);
        static final Looked NOTHING = new Looked(true, Optional.empty(), null);
    }

    private final CanaryStore store = new CanaryStore();
    private final Transactions transactions;
    private final Notifications notifications;
    private final DeploymentsByKind deployments;
    private final Diary diary;
    private final Function<String, Future<Sides>> told;
    private final Supplier<Future<Boolean>> write;
    private final CanaryMeters meters;
    private final Refresh refresh = new Refresh("the canaries", this::load);
    private final Set<String> hurried = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile List<Canary> open = List.of();
    private volatile Set<String> judged = Set.of();
    private volatile boolean away;

    /**
     * @param told  what is known of a release now
     * @param write brings what calls have told here to where it is known, and says whether it could
     */
    public RunCanaries(Transactions transactions, Notifications notifications, DeploymentsByKind deployments, Diary diary,
            Function<String, Future<Sides>> told, Supplier<Future<Boolean>> write, MeterRegistry meters) {
        this.transactions = transactions;
        this.notifications = notifications;
        this.deployments = deployments;
        this.diary = diary;
        this.told = told;
        this.write = write;
        this.meters = new CanaryMeters(meters);
    }

    public void start() {
        notifications.on(CanaryStore.TOPIC, CanaryStore.VERSION, refresh::ask, refresh::ask);
    }

    /** For who has just changed something and wants to see it in force here. */
    public Uni<Void> refreshed() {
        return refresh.now();
    }

    /** Whether there is a canary of this release that has not ended. */
    public boolean judges(String release) {
        return judged.contains(release);
    }

    /** This release's canary is looked at next, whenever it would be due, and with what calls have told here until now. */
    public void hurry(String release) {
        hurried.add(release);
        look();
    }

    /** To be called a few times a second. Does nothing while there is no canary that has not ended. One that can be no more waits for no interval. */
    public void look() {
        open.stream().filter(canary -> deployments.of(canary).impossible(canary).isPresent()).map(Canary::release).forEach(hurried::add);
        if ((!open.isEmpty() || !hurried.isEmpty()) && looking.compareAndSet(false, true)) {
            next();
        }
    }

    private void next() {
        String hurry = hurried.stream().findFirst().orElse("");
        Uni<Boolean> written = hurry.isEmpty() ? Uni.createFrom().item(true)
                : Uni.createFrom().completionStage(() -> write.get().toCompletionStage());
        written.flatMap(done -> done ? look(hurry) : Uni.createFrom().item(Looked.BUSY))
                .subscribe().with(looked -> looked(hurry, looked), this::failed);
    }

    private Uni<Looked> look(String hurry) {
        return transactions.run(() -> store.decideAlone().flatMap(alone -> alone ? lookAlone(hurry) : Uni.createFrom().item(Looked.BUSY)), this::said)
                // Whatever else was to be decided still is.
                .onFailure(Overtaken.class).recoverWithItem(Looked.BUSY);
    }

    private void looked(String hurry, Looked looked) {
        away = false;
        // Where another one was looked at, the hurried one's plan cannot be read; where none was, there is nothing to hurry for.
        if (looked.alone && looked.read.map(read -> read.canary().release().equals(hurry)).orElse(true)) {
            hurried.remove(hurry);
        }
        said(looked);
        if (looked.read.isPresent()) {
            next();
        } else {
            looking.set(false);
        }
    }

    private void failed(Throwable failure) {
        looking.set(false);
        if (!(failure instanceof StoreAway)) {
            LOG.error("a canary could not be looked at; it is tried again", failure);
        } else if (!away && !StoreAway.isAtTheEnd(failure)) {
            LOG.warn("the database is away: nothing is decided of canaries, and callers go on getting what they got");
        }
        away = failure instanceof StoreAway;
    }

    private Uni<Looked> lookAlone(String hurry) {
        return store.due(hurry).flatMap(due -> due.isEmpty() ? Uni.createFrom().item(Looked.NOTHING)
                : Uni.createFrom().completionStage(() -> known(due.get().canary()).toCompletionStage())
                        .flatMap(sides -> sides.isEmpty() ? postponed(due.get()) : decided(due.get(), sides.get())));
    }

    /** One canary of which too much is known to be summed up in time must not keep all others from being looked at. */
    private Future<Optional<Sides>> known(Canary canary) {
        return told.apply(canary.release()).map(Optional::of).otherwise(failure -> {
            LOG.warnf("what calls have told of the canary %s could not be summed up (%s): nothing is decided of it now", canary.release(), failure.getMessage());
            return Optional.empty();
        });
    }

    /** One that is paused goes back where it is proved worse, or ends where it can be no more; all else is for whoever has been told that it is paused. */
    private Uni<Looked> decided(Read read, Sides sides) {
        Optional<String> impossible = deployments.of(read.canary()).impossible(read.canary());
        if (impossible.isPresent()) {
            return deployments.of(read.canary()).forsaken(read.canary()).chain(gone -> done(read, sides, Decision.stops(read.canary(), impossible.get())))
                    .map(decision -> new Looked(true, Optional.of(read), decision));
        }
        if (read.canary().state() == Canary.State.PAUSED && decision(read, sides).then() != Canary.State.ROLLED_BACK) {
            return postponed(read);
        }
        return decide(read, sides).map(decision -> new Looked(true, Optional.of(read), decision));
    }

    private Uni<Looked> postponed(Read read) {
        return store.postpone(read).replaceWith(Looked.NOTHING);
    }

    private static Decision decision(Read read, Sides sides) {
        return Decision.of(read.canary(), CanaryStore.told(read.told()), sides);
    }

    private Uni<Decision> decide(Read read, Sides sides) {
        Canary canary = read.canary();
        Decision decision = decision(read, sides);
        return deploy(canary, decision).map(done -> done ? decision : new Decision(decision.word(), "Something else is deployed than this canary and "
                + canary.blue(), Canary.State.STOPPED, canary.step())).flatMap(done -> done(read, sides, done));
    }

    private Uni<Decision> done(Read read, Sides sides, Decision decision) {
        return (decision.moves() || decision.ends() ? write(read.canary(), decision) : Uni.createFrom().voidItem())
                .chain(written -> store.change(read, Change.of(read.canary(), decision, sides))).replaceWith(decision);
    }

    /** First of all, since whoever deploys by hand begins with the same lock. @return false if it is not this canary that is deployed */
    private Uni<Boolean> deploy(Canary canary, Decision decision) {
        return switch (decision.then()) {
            case RUNNING -> decision.moves() ? deployments.of(canary).share(canary, canary.plan().shares().get(decision.step()))
                    : Uni.createFrom().item(true);
            case PROMOTED -> deployments.of(canary).promote(canary);
            case ROLLED_BACK -> deployments.of(canary).rollBack(canary);
            case PAUSED, STOPPED -> Uni.createFrom().item(true);
        };
    }

    private Uni<Void> write(Canary canary, Decision decision) {
        String name = canary.subject().name();
        ObjectNode was = AuditWords.shared(canary, canary.share());
        return switch (decision.then()) {
            case RUNNING -> diary.wrote(AuditWords.action(canary, "switch"), name, was,
                    AuditWords.shared(canary, canary.plan().shares().get(decision.step())), decision.reason());
            case PROMOTED -> diary.wrote(AuditWords.action(canary, "promote"), name, was, AuditWords.promoted(canary), decision.reason());
            case ROLLED_BACK -> diary.wrote(AuditWords.action(canary, "rollback"), name, was, AuditWords.rolledBack(canary), decision.reason());
            case PAUSED -> diary.wrote("canary.pause", name, was, was, decision.reason());
            case STOPPED -> diary.wrote("canary.stop", name, was, null, decision.reason());
        };
    }

    /** Also of a look that was given up before its decision was committed. */
    private void said(Looked looked) {
        looked.read.ifPresent(read -> said(read.canary(), looked.decision));
    }

    private void said(Canary canary, Decision decision) {
        meters.decided(decision);
        if (decision.moves() || decision.ends()) {
            boolean grows = decision.then() == Canary.State.RUNNING;
            int share = switch (decision.then()) {
                case RUNNING, PAUSED -> canary.plan().shares().get(decision.step());
                case PROMOTED -> Plan.ALL;
                case ROLLED_BACK, STOPPED -> 0;
            };
            CanaryEvents.say(canary, grows ? "step" : decision.then().word(), share, decision.reason());
            refresh.ask();
        }
    }

    private Uni<Void> load() {
        return transactions.run(store::allOpen).invoke(all -> {
            open = all;
            judged = all.stream().map(Canary::release).collect(Collectors.toUnmodifiableSet());
            meters.open(all);
        }).replaceWithVoid();
    }
}
