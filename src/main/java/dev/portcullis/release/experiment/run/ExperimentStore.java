package dev.portcullis.release.experiment.run;

import dev.portcullis.pipeline.release.Assignment;
import dev.portcullis.pipeline.release.Split;
import dev.portcullis.release.experiment.Draw;
import dev.portcullis.release.experiment.Experiment;
import dev.portcullis.release.experiment.Figures;
import dev.portcullis.release.experiment.Judge;
import dev.portcullis.release.experiment.Judgement;
import dev.portcullis.release.experiment.Places;
import dev.portcullis.release.experiment.Plan;
import dev.portcullis.release.experiment.PlanJson;
import dev.portcullis.release.experiment.run.ExperimentRefused.Why;
import dev.portcullis.store.Notifications;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.panache.common.Page;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Experiments in the database. All of it belongs into a transaction of {@link dev.portcullis.store.Transactions}, which an
 * {@link ExperimentRefused} takes back.
 */
public final class ExperimentStore {

    /** At once: each of them is in every replica's memory. */
    public static final int MOST_RUNNING = 1_000;

    static final String TOPIC = "experiments";
    /** Every change makes it larger, see {@code api_key.revision}. */
    static final String VERSION = "SELECT coalesce(sum(revision), 0) FROM (SELECT revision FROM experiment ORDER BY revision DESC LIMIT 100) AS newest";

    private static final String NOW = "select cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)";
    /** Whoever begins what decides on a prompt's versions, an experiment or a canary, begins with this lock; it lasts as long as the transaction. */
    private static final String BEGIN_ALONE = "select cast(pg_advisory_xact_lock(hashtext('experiments')) as text)";

    private final OutcomeTable outcomes = new OutcomeTable();
    private final Function<String, Uni<Boolean>> canaryRuns;

    /** @param canaryRuns whether a canary of this prompt has not ended */
    public ExperimentStore(Function<String, Uni<Boolean>> canaryRuns) {
        this.canaryRuns = canaryRuns;
    }

    /** @param plan of a prompt and versions that there are. @param by who wants it */
    public Uni<Experiment> create(Plan plan, String by) {
        return lock(BEGIN_ALONE).flatMap(locked -> ExperimentRow.<ExperimentRow>find("name", plan.name()).firstResult()).flatMap(same -> {
                    if (same != null) {
                        throw new ExperimentRefused(Why.EXISTS, "name", "There has been an experiment '" + plan.name() + "' already. Give this one another name.");
                    }
                    return canaryRuns.apply(plan.prompt());
                }).flatMap(canary -> {
                    if (canary) {
                        throw new ExperimentRefused(Why.CANARY_RUNS, "prompt", "A canary of '" + plan.prompt() + "' has not ended. Stop it first.");
                    }
                    return ExperimentRow.<ExperimentRow>list("stoppedAt is null");
                }).map(running -> places(plan, running)).flatMap(places -> now().flatMap(now -> write(plan, places, now, by)));
    }

    /** Nothing else may decide which version of a prompt its callers get, and until this transaction ends no experiment begins that would. */
    public Uni<Void> refuseWhileRunning(String prompt) {
        return lock(BEGIN_ALONE).flatMap(locked -> ExperimentRow.<ExperimentRow>find("prompt = ?1 and stoppedAt is null", prompt).firstResult().map(running -> {
            if (running != null) {
                throw new ExperimentRefused(Why.PROMPT_BUSY, "", "The experiment '" + running.name + "' is running on '" + prompt + "'. Stop it first.");
            }
            return null;
        }));
    }

    private static Places places(Plan plan, List<ExperimentRow> running) {
        if (running.size() >= MOST_RUNNING) {
            throw new ExperimentRefused(Why.TOO_MANY, "", MOST_RUNNING + " experiments are running, which is the most.");
        }
        for (ExperimentRow other : running) {
            if (other.prompt.equals(plan.prompt()) && (other.group == null || !Optional.of(other.group).equals(plan.group()))) {
                throw new ExperimentRefused(Why.PROMPT_BUSY, "prompt", "The experiment '" + other.name + "' is running on '" + plan.prompt()
                        + "'. Two of one prompt have to be in one exclusion group.");
            }
        }
        if (plan.group().isEmpty()) {
            return Places.alone(plan.share());
        }
        List<ExperimentRow> group = running.stream().filter(other -> plan.group().get().equals(other.group)).toList();
        return Places.beside(group.stream().map(ExperimentRow::places).toList(), plan.share()).orElseThrow(() -> new ExperimentRefused(Why.GROUP_FULL, "share",
                "The exclusion group '" + plan.group().get() + "' has not as many users left: " + String.join(", ", group.stream()
                        .map(other -> other.name + " has " + other.places().percent() + " %").toList()) + "."));
    }

    private static Uni<Experiment> write(Plan plan, Places places, Instant now, String by) {
        ExperimentRow row = new ExperimentRow();
        row.name = plan.name();
        row.prompt = plan.prompt();
        row.plan = PlanJson.of(plan).toString();
        row.group = plan.group().orElse(null);
        row.firstPlace = places.first();
        row.endPlace = places.end();
        row.createdAt = now;
        row.createdBy = by;
        return row.persistAndFlush().map(kept -> row.read().orElseThrow())
                .call(made -> change("insert into release_run (release) values (:release)", made.release()))
                .call(made -> Notifications.announce(TOPIC));
    }

    /** By the database's clock, as all times of experiments are: replicas' own need not agree. */
    static Uni<Instant> now() {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(NOW, Long.class).getSingleResult())
                .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }

    /** All that run and that can be read here. */
    static Uni<List<Experiment>> running() {
        return ExperimentRow.<ExperimentRow>find("stoppedAt is null order by id").page(Page.ofSize(MOST_RUNNING)).list()
                .map(rows -> rows.stream().map(ExperimentRow::read).flatMap(Optional::stream).toList());
    }

    /** @param before the run of the last one that was listed; the newest come first */
    public Uni<List<Experiment>> list(long before, int limit) {
        return ExperimentRow.<ExperimentRow>find("id < ?1 order by id desc", before).page(Page.ofSize(limit)).list()
                .map(rows -> rows.stream().map(ExperimentRow::read).flatMap(Optional::stream).toList());
    }

    /** @return fails with {@link ExperimentRefused} where there is none of this name */
    public Uni<Experiment> find(String name) {
        return row(name, LockModeType.NONE).map(row -> read(row, name));
    }

    /** With what is known of it now. @param experiment that runs */
    public Uni<Judgement> judge(Experiment experiment) {
        return outcomes.told(experiment).map(told -> Judge.judge(experiment.plan(), told));
    }

    private static Uni<ExperimentRow> row(String name, LockModeType lock) {
        return name.indexOf('\0') >= 0 ? Uni.createFrom().nullItem() : ExperimentRow.<ExperimentRow>find("name", name).withLock(lock).firstResult();
    }

    private static Experiment read(ExperimentRow row, String name) {
        return Optional.ofNullable(row).flatMap(ExperimentRow::read).orElseThrow(() -> new ExperimentRefused(Why.UNKNOWN, "experiment",
                "There is no experiment of this name" + (row == null ? "." : " that this version of the gateway can read.")));
    }

    private static Experiment readRunning(ExperimentRow row, String name) {
        Experiment experiment = read(row, name);
        if (!experiment.isRunning()) {
            throw new ExperimentRefused(Why.STOPPED, "experiment", "The experiment '" + name + "' has stopped.");
        }
        return experiment;
    }

    /**
     * Ends it for good, with what is known now.
     *
     * @param by     who decides
     * @param winner that is named; empty for none
     */
    public Uni<Experiment> stop(String name, String by, String reason, Optional<String> winner) {
        return row(name, LockModeType.PESSIMISTIC_WRITE).flatMap(row -> {
            Experiment experiment = readRunning(row, name);
            if (winner.isPresent() && experiment.plan().variants().stream().noneMatch(variant -> variant.name().equals(winner.get()))) {
                throw new ExperimentRefused(Why.UNKNOWN_WINNER, "winner", "The experiment '" + name + "' has no variant of this name.");
            }
            return judge(experiment).flatMap(judgement -> {
                if (winner.isPresent() && judgement.mismatch()) {
                    throw new ExperimentRefused(Why.MISMATCH, "winner", "Users did not come to the variants as they were dealt out, "
                            + "so the figures compare different users, and no variant wins.");
                }
                return now().flatMap(now -> {
                    row.stoppedAt = now;
                    row.decision = Figures.decision(now, by, reason, winner, Figures.of(experiment.plan(), judgement)).toString();
                    return row.persistAndFlush().map(kept -> row.read().orElseThrow());
                });
            });
        }).call(ended -> change("update release_run set ended_at = now() where release = :release", ended.release()))
                .call(ended -> Notifications.announce(TOPIC));
    }

    /**
     * Keeps what users came to: all of it, or nothing.
     *
     * @return fails with {@link ExperimentRefused} naming the first of them who has not been given a variant, as far as is written
     */
    public Uni<Void> keep(String name, List<Given> given) {
        return row(name, LockModeType.PESSIMISTIC_READ).flatMap(row -> {
            Experiment experiment = readRunning(row, name);
            if (experiment.plan().source().measure().isPresent()) {
                throw new ExperimentRefused(Why.OTHER_SOURCE, "experiment", "The outcomes of '" + name + "' are not sent: they are the calls' "
                        + experiment.plan().source().word() + ".");
            }
            Draw draw = new Draw(experiment);
            List<Optional<Assignment>> units = given.stream().map(one -> draw.assign(Split.unit(one.user()))).toList();
            return outcomes.keep(experiment, units, given.stream().map(Given::value).toList());
        });
    }

    private static Uni<?> change(String sql, String release) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(sql).setParameter("release", release).executeUpdate());
    }

    private static Uni<String> lock(String sql) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(sql, String.class).getSingleResultOrNull());
    }

    /** For as long as the transaction lasts. @return whether no other replica has it */
    static Uni<Boolean> tryLock() {
        return Panache.getSession().flatMap(session -> session
                .createNativeQuery("select pg_try_advisory_xact_lock(hashtext('portcullis'), hashtext('experiments'))", Boolean.class).getSingleResult())
                .map(Objects::requireNonNull);
    }

    /** Deletes some of the outcomes of experiments that have stopped. */
    static Uni<Void> sweep() {
        return Panache.getSession().flatMap(session -> session.createNativeQuery("""
                delete from experiment_outcome where ctid = any (array(select kept.ctid from experiment_outcome as kept join experiment on experiment = id
                    where stopped_at < now() - interval '1 minute' limit 10000))
                """).executeUpdate()).replaceWithVoid();
    }
}
