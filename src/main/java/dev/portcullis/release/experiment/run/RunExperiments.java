package dev.portcullis.release.experiment.run;

import dev.portcullis.release.experiment.Experiment;
import dev.portcullis.release.experiment.Judge;
import dev.portcullis.release.experiment.Judgement;
import dev.portcullis.store.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Looks at the experiments that run, each in a transaction of its own, and ends those whose time has come. One replica does so at a time,
 * whichever comes first; the others look again later.
 */
public final class RunExperiments {

    /** Who it is that stops them, in decisions and in the audit. */
    public static final String WHO = "experiment";

    private static final Logger LOG = Logger.getLogger(RunExperiments.class);
    private static final int FAILURES = 3;

    /** @param left until its time is over; empty for who may run for ever */
    private record Seen(Optional<Judgement> judgement, Optional<Experiment> stopped, Optional<Duration> left) {

        static final Seen NOTHING = new Seen(Optional.empty(), Optional.empty(), Optional.empty());
    }

    private final Transactions transactions;
    private final RunningExperiments running;
    private final ExperimentStore store;
    private final Diary diary;
    private final ExperimentMeters meters;
    private final AtomicBoolean looking = new AtomicBoolean();
    // Used by one look at a time.
    private final NextLook next;
    private final Set<String> alarmed = new HashSet<>();
    private int failures;

    /** @param nanos a clock that only goes forward, in nanoseconds */
    public RunExperiments(Transactions transactions, RunningExperiments running, ExperimentStore store, Diary diary, LongSupplier nanos, MeterRegistry registry) {
        this.transactions = transactions;
        this.running = running;
        this.store = store;
        this.diary = diary;
        next = new NextLook(nanos);
        meters = new ExperimentMeters(registry);
    }

    /** Begins to look, unless it is looking or resting. */
    public void look() {
        if (!looking.compareAndSet(false, true)) {
            return;
        }
        List<Experiment> all = running.all();
        if (!next.isDue(all)) {
            looking.set(false);
            return;
        }
        next.begin(all);
        failures = 0;
        Map<Experiment, Judgement> seen = new LinkedHashMap<>();
        Multi.createFrom().iterable(all).onItem().transformToUniAndConcatenate(experiment -> look(experiment).invoke(now -> {
            next.seen(experiment, now.left());
            now.stopped().ifPresent(this::stopped);
            now.judgement().filter(judgement -> now.stopped().isEmpty()).ifPresent(judgement -> {
                seen.put(experiment, judgement);
                alarm(experiment, judgement);
            });
        })).collect().last().onTermination().invoke(() -> {
            meters.seen(seen);
            next.end();
            looking.set(false);
        }).subscribe().with(done -> { }, away -> LOG.debugf("the experiments could not be looked at: %s", away.getMessage()));
    }

    /** Deletes some of what is left of those that have stopped. */
    public Uni<Void> sweep() {
        return transactions.run(ExperimentStore::sweep);
    }

    private Uni<Seen> look(Experiment experiment) {
        return transactions.run(() -> ExperimentStore.tryLock().flatMap(mine -> mine ? decide(experiment) : Uni.createFrom().item(Seen.NOTHING)),
                late -> late.stopped().ifPresent(this::stopped))
                // Somebody has stopped it meanwhile.
                .onFailure(ExperimentRefused.class).recoverWithItem(Seen.NOTHING)
                // One that cannot be summed up must not keep the others from being looked at; with several the database is away.
                .onFailure(failure -> ++failures <= FAILURES).recoverWithItem(Seen.NOTHING);
    }

    private Uni<Seen> decide(Experiment experiment) {
        String name = experiment.plan().name();
        return store.judge(experiment).flatMap(judgement -> ExperimentStore.now().flatMap(now -> {
            Duration since = Duration.between(experiment.createdAt(), now);
            Optional<String> reason = Judge.ended(experiment.plan(), judgement, since);
            Optional<Duration> left = experiment.plan().stop().longest().map(longest -> longest.minus(since));
            return reason.isEmpty() ? Uni.createFrom().item(new Seen(Optional.of(judgement), Optional.empty(), left))
                    : store.stop(name, WHO, reason.get(), judgement.winner())
                            .call(stopped -> diary.wrote("experiment.stop", name, null, stopped.stopped().orElseThrow().decision(), reason.get()))
                            .map(stopped -> new Seen(Optional.of(judgement), Optional.of(stopped), Optional.empty()));
        }));
    }

    private void stopped(Experiment experiment) {
        meters.stopped();
        ExperimentEvents.stopped(experiment);
        running.refreshed().subscribe().with(done -> { });
    }

    /** Once, until it is gone. */
    private void alarm(Experiment experiment, Judgement judgement) {
        if (!judgement.mismatch()) {
            alarmed.remove(experiment.release());
        } else if (alarmed.add(experiment.release())) {
            ExperimentEvents.mismatch(experiment, judgement.shares().p());
        }
    }
}
