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
    /** Looking takes a hundredth of the database's time at most. */
    private static final int REST = 100;
    private static final Duration LONGEST_REST = Duration.ofMinutes(2);
    private static final int FAILURES = 3;

    private record Seen(Optional<Judgement> judgement, Optional<Experiment> stopped) {

        static final Seen NOTHING = new Seen(Optional.empty(), Optional.empty());
    }

    private final Transactions transactions;
    private final RunningExperiments running;
    private final ExperimentStore store;
    private final Diary diary;
    private final LongSupplier nanos;
    private final ExperimentMeters meters;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final Set<String> alarmed = new HashSet<>(); // used by one look at a time
    /** When the rest is over that was taken last, by a clock that nobody sets. */
    private volatile long next;
    private volatile int failures; // used by one look at a time

    /** @param nanos a clock that only goes forward, in nanoseconds */
    public RunExperiments(Transactions transactions, RunningExperiments running, ExperimentStore store, Diary diary, LongSupplier nanos, MeterRegistry registry) {
        this.transactions = transactions;
        this.running = running;
        this.store = store;
        this.diary = diary;
        this.nanos = nanos;
        next = nanos.getAsLong();
        meters = new ExperimentMeters(registry);
    }

    /** Begins to look, unless it is looking or resting. */
    public void look() {
        if (nanos.getAsLong() - next < 0 || !looking.compareAndSet(false, true)) {
            return;
        }
        long begun = nanos.getAsLong();
        failures = 0;
        Map<Experiment, Judgement> seen = new LinkedHashMap<>();
        Multi.createFrom().iterable(running.all()).onItem().transformToUniAndConcatenate(experiment -> look(experiment).invoke(now -> {
            now.stopped().ifPresent(this::stopped);
            now.judgement().filter(judgement -> now.stopped().isEmpty()).ifPresent(judgement -> {
                seen.put(experiment, judgement);
                alarm(experiment, judgement);
            });
        })).collect().last().onTermination().invoke(() -> {
            meters.seen(seen);
            long now = nanos.getAsLong();
            next = now + Math.min(LONGEST_REST.toNanos(), (now - begun) * REST);
            looking.set(false);
        }).subscribe().with(done -> { }, away -> LOG.debugf("the experiments could not be looked at: %s", away.getMessage()));
    }

    /** Deletes some of what is left of those that have stopped. */
    public Uni<Void> sweep() {
        return transactions.run(ExperimentStore::sweep);
    }

    private Uni<Seen> look(Experiment experiment) {
        return transactions.run(() -> ExperimentStore.tryLock().flatMap(mine -> mine ? decide(experiment) : Uni.createFrom().item(Seen.NOTHING)))
                // Somebody has stopped it meanwhile.
                .onFailure(ExperimentRefused.class).recoverWithItem(Seen.NOTHING)
                // One that cannot be summed up must not keep the others from being looked at; with several the database is away.
                .onFailure(failure -> ++failures <= FAILURES).recoverWithItem(Seen.NOTHING);
    }

    private Uni<Seen> decide(Experiment experiment) {
        String name = experiment.plan().name();
        return store.judge(experiment).flatMap(judgement -> ExperimentStore.now().flatMap(now -> {
            Optional<String> reason = Judge.ended(experiment.plan(), judgement, Duration.between(experiment.createdAt(), now));
            return reason.isEmpty() ? Uni.createFrom().item(new Seen(Optional.of(judgement), Optional.empty()))
                    : store.stop(name, WHO, reason.get(), judgement.winner())
                            .call(stopped -> diary.wrote("experiment.stop", name, null, stopped.stopped().orElseThrow().decision(), reason.get()))
                            .map(stopped -> new Seen(Optional.of(judgement), Optional.of(stopped)));
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
