package dev.portcullis.release.experiment.run;

import dev.portcullis.pipeline.release.Experiments;
import dev.portcullis.pipeline.release.Variant;
import dev.portcullis.release.experiment.Draw;
import dev.portcullis.release.experiment.Experiment;
import dev.portcullis.store.Notifications;
import dev.portcullis.store.Refresh;
import dev.portcullis.store.Transactions;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Has the experiments that run in memory, as the database has them: on every replica within a second of a change. */
public final class RunningExperiments implements Experiments {

    /** @param draws by prompt: of several of one prompt, which are of one group, a user is in one */
    private record Now(List<Experiment> all, Map<String, List<Draw>> draws, Set<String> releases) {

        static Now of(List<Experiment> experiments) {
            Map<String, List<Draw>> draws = new HashMap<>();
            Set<String> releases = new HashSet<>();
            for (Experiment experiment : experiments) {
                draws.computeIfAbsent(experiment.plan().prompt(), none -> new ArrayList<>()).add(new Draw(experiment));
                releases.add(experiment.release());
            }
            return new Now(List.copyOf(experiments), draws, releases);
        }
    }

    private final Transactions transactions;
    private final Notifications notifications;
    private final Refresh refresh = new Refresh("the experiments", this::load);
    private volatile Now now = Now.of(List.of());

    public RunningExperiments(Transactions transactions, Notifications notifications) {
        this.transactions = transactions;
        this.notifications = notifications;
    }

    /** Once. */
    public void start() {
        notifications.on(ExperimentStore.TOPIC, ExperimentStore.VERSION, refresh::ask, refresh::ask);
    }

    /** Whether they were read once. */
    public boolean isLoaded() {
        return refresh.isLoaded();
    }

    /** For who has just changed something and wants to see it in force here. */
    public Uni<Void> refreshed() {
        return refresh.now();
    }

    /** Whether this is the release of one of them. */
    public boolean judges(String release) {
        return now.releases.contains(release);
    }

    List<Experiment> all() {
        return now.all;
    }

    @Override
    public Optional<Variant> variant(String prompt, String unit, Predicate<String> says) {
        List<Draw> draws = now.draws.get(prompt);
        return draws == null ? Optional.empty() : variant(draws, unit, says);
    }

    static Optional<Variant> variant(List<Draw> draws, String unit, Predicate<String> says) {
        return draws.stream().filter(draw -> draw.takesPart(unit)).findFirst().filter(draw -> draw.differences().stream().noneMatch(says))
                .flatMap(draw -> draw.variant(unit));
    }

    private Uni<Void> load() {
        return transactions.run(ExperimentStore::running).invoke(running -> now = Now.of(running)).replaceWithVoid();
    }
}
