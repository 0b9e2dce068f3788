package dev.portcullis.release.canary.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.release.Subject;
import dev.portcullis.release.observe.Sides;
import dev.portcullis.store.Notifications;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/** Canaries in the database. All of it belongs into a transaction of {@link dev.portcullis.store.Transactions}. Times are the database's. */
final class CanaryStore {

    static final String TOPIC = "canaries";
    /** Every change makes it larger, see {@code api_key.revision}. */
    static final String VERSION = "SELECT coalesce(sum(revision), 0) FROM (SELECT revision FROM canary ORDER BY revision DESC LIMIT 100) AS newest";

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Of the locks that have two numbers; those with one are others'. */
    private static final String LOCK = "select pg_try_advisory_xact_lock(hashtext('portcullis'), hashtext('canaries'))";
    private static final String NOW = "select cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)";
    private static final String OPEN = "endedAt is null";

    private static final Logger LOG = Logger.getLogger(CanaryStore.class);
    private static final long NOBODY = -1;
    private static final String OF = "of";

    /** Canaries whose plans cannot be read here: those who look go past them. Never empty, which SQL has no word for. */
    private final Set<Long> strange = ConcurrentHashMap.newKeySet();

    CanaryStore() {
        strange.add(NOBODY);
    }

    /** Somebody else has changed it since it was read; whatever was done on its behalf has to be taken back. */
    static final class Overtaken extends RuntimeException {

        private static final long serialVersionUID = 1;

        Overtaken() {
            super("the canary was changed meanwhile", null, false, false);
        }
    }

    /**
     * A change of one canary.
     *
     * @param told   null where nothing new is known
     * @param step   that follows
     * @param anew   whether its present share begins now
     * @param resume whether all of it begins now, by what time counts
     */
    record Change(Canary.State state, int step, String verdict, String reason, Sides told, boolean anew, boolean resume) {

        static Change of(Canary canary, Decision decision, Sides told) {
            return new Change(decision.then(), decision.step(), decision.word(), decision.reason(), told, decision.step() != canary.step(), false);
        }

        /** What somebody has done. */
        static Change byHand(Canary canary, Canary.State state, String verdict, String reason, Sides told) {
            return new Change(state, canary.step(), verdict, reason, told, false, false);
        }

        boolean ends() {
            return state != Canary.State.RUNNING && state != Canary.State.PAUSED;
        }
    }

    /** A canary, and when it was read. @param revision by which it is known whether it was changed since */
    record Read(Canary canary, long revision, String told) {
    }

    /** Until this transaction ends nobody else decides anything. @return false if somebody else does now */
    Uni<Boolean> decideAlone() {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(LOCK, Boolean.class).getSingleResult());
    }

    /** @param hurried of this release before all others, also if it is not due yet; empty for none */
    Uni<Optional<Read>> due(String hurried) {
        return now().flatMap(now -> due(hurried, now));
    }

    private Uni<Optional<Read>> due(String hurried, Instant now) {
        return CanaryRow.<CanaryRow>find(OPEN + " and (dueAt <= ?1 or release = ?2) and id not in (?3)"
                + " order by case when release = ?2 then 0 else 1 end, dueAt", now, hurried, List.copyOf(strange))
                .firstResult().flatMap(row -> {
                    Optional<Read> read = Optional.ofNullable(row).flatMap(found -> read(found, now));
                    if (row == null || read.isPresent()) {
                        return Uni.createFrom().item(read);
                    }
                    if (strange.add(row.id)) {
                        LOG.warnf("the plan of the canary %s cannot be read: it was written by a newer gateway, which has to decide", row.release);
                    }
                    return due(hurried, now);
                });
    }

    /** Also of a canary that cannot be read here. @return its version */
    Uni<Optional<String>> openVersion(Subject subject) {
        return CanaryRow.<CanaryRow>find(of(subject) + " and " + OPEN, subject.name()).firstResult()
                .map(row -> Optional.ofNullable(row).map(found -> found.version));
    }

    private static String of(Subject subject) {
        return subject.kind().word() + " = ?1";
    }

    /** With {@link Plan#UNREAD} where its plan cannot be read here: it can be ended all the same. */
    Uni<Optional<Read>> open(Subject subject) {
        return now().flatMap(now -> CanaryRow.<CanaryRow>find(of(subject) + " and " + OPEN, subject.name()).firstResult()
                .map(row -> Optional.ofNullable(row).map(found -> shown(found, now))));
    }

    /** The one that began last, whether it has ended or not; as of {@link #open}. */
    Uni<Optional<Read>> latest(Subject subject) {
        return now().flatMap(now -> CanaryRow.<CanaryRow>find(of(subject) + " order by id desc", subject.name()).firstResult()
                .map(row -> Optional.ofNullable(row).map(found -> shown(found, now))));
    }

    Uni<List<Canary>> allOpen() {
        return now().flatMap(now -> CanaryRow.<CanaryRow>find(OPEN + " order by prompt, model").list()
                .map(rows -> rows.stream().flatMap(row -> read(row, now).stream()).map(Read::canary).toList()));
    }

    /** Who may do so has made sure that there is no other one that is open. */
    Uni<Read> begin(Subject subject, String version, Deployments.Begun begun, Plan plan, String by) {
        return now().flatMap(now -> {
            CanaryRow row = new CanaryRow();
            switch (subject.kind()) {
                case PROMPT -> row.prompt = subject.name();
                case MODEL -> row.model = subject.name();
            }
            row.release = begun.release();
            row.blue = begun.blue();
            row.version = version;
            row.plan = written(subject, plan).toString();
            row.state = Canary.State.RUNNING.word();
            row.startedAt = now;
            row.startedBy = by;
            row.stepSince = now;
            row.runSince = now;
            row.dueAt = now.plus(plan.interval());
            row.verdict = "start";
            row.reason = "Started by " + by;
            row.decidedAt = now;
            return statement("insert into release_run (release) values (:release) on conflict (release) do update set ended_at = null")
                    .flatMap(insert -> insert.setParameter("release", begun.release()).executeUpdate())
                    .flatMap(done -> row.<CanaryRow>persistAndFlush())
                    .call(kept -> Notifications.announce(TOPIC)).map(kept -> read(kept, now).orElseThrow());
        });
    }

    /** @return fails with {@link Overtaken} if it has ended, or was changed, since it was read */
    Uni<Void> change(Read read, Change change) {
        Canary canary = read.canary;
        String told = change.told == null ? read.told : SidesJson.of(change.told).toString();
        return statement("""
                update canary set state = :state, step = :step, verdict = :verdict, reason = :reason, decided_at = now(), told = nullif(:told, ''),
                    due_at = clock_timestamp() + make_interval(secs => :interval),
                    step_since = case when :anew then now() else step_since end,
                    requests_before = case when :anew then cast(:requests as bigint) else requests_before end,
                    run_since = case when :resume then now() else run_since end,
                    ended_at = case when :ends then now() end
                where id = :id and ended_at is null and revision = :revision
                """).flatMap(update -> update.setParameter("state", change.state.word()).setParameter("step", change.step)
                .setParameter("verdict", change.verdict).setParameter("reason", change.reason).setParameter("told", told == null ? "" : told)
                .setParameter("interval", canary.plan().interval().toMillis() / 1e3).setParameter("anew", change.anew || change.resume)
                .setParameter("requests", change.told == null ? canary.before() : change.told.canary().sample().requests())
                .setParameter("resume", change.resume).setParameter("ends", change.ends()).setParameter("id", canary.id())
                .setParameter("revision", read.revision).executeUpdate())
                .invoke(rows -> {
                    if (rows != 1) {
                        throw new Overtaken();
                    }
                }).call(done -> change.ends() ? statement("update release_run set ended_at = now() where release = :release")
                        .flatMap(update -> update.setParameter("release", canary.release()).executeUpdate()) : Uni.createFrom().item(0))
                .flatMap(done -> Notifications.announce(TOPIC));
    }

    /** Nothing is decided of it now; it is looked at again at its next interval, and others before. */
    Uni<Void> postpone(Read read) {
        return statement("update canary set due_at = clock_timestamp() + make_interval(secs => :interval) where id = :id")
                .flatMap(update -> update.setParameter("interval", read.canary.plan().interval().toMillis() / 1e3).setParameter("id", read.canary.id())
                        .executeUpdate()).replaceWithVoid();
    }

    static Sides told(String json) {
        return json == null ? Sides.NONE : tree(json).map(SidesJson::read).orElse(Sides.NONE);
    }

    private static Uni<Mutiny.Query<Object>> statement(String sql) {
        return Panache.getSession().map(session -> session.createNativeQuery(sql));
    }

    private static Uni<Instant> now() {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(NOW, Long.class).getSingleResult())
                .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }

    /** @return empty for one that a newer gateway has planned in a way that this one does not know: it is for that one to decide */
    private static Optional<Read> read(CanaryRow row, Instant now) {
        return tree(row.plan).map(CanaryStore::asPlanned).map(PlanReader::read).flatMap(reading -> reading instanceof PlanReading.Read read
                && row.step < read.plan().shares().size() ? Optional.of(new Read(canary(row, read.plan(), now), row.revision, row.told))
                : Optional.empty());
    }

    /** Gateways from before there were canaries of models look at all of them, but leave alone those whose plan has a field that they do not know. */
    private static ObjectNode written(Subject subject, Plan plan) {
        ObjectNode json = PlanJson.of(plan);
        return subject.kind() == Subject.Kind.MODEL ? json.put(OF, subject.kind().word()) : json;
    }

    private static JsonNode asPlanned(JsonNode written) {
        if (written instanceof ObjectNode fields) {
            fields.remove(OF);
        }
        return written;
    }

    private static Read shown(CanaryRow row, Instant now) {
        return read(row, now).orElseGet(() -> new Read(canary(row, Plan.UNREAD, now), row.revision, row.told));
    }

    private static Canary canary(CanaryRow row, Plan plan, Instant now) {
        Subject subject = row.prompt == null ? Subject.model(row.model) : Subject.prompt(row.prompt);
        return new Canary(row.id, subject, row.release, row.blue, row.version, plan, Canary.State.of(row.state), row.step, row.startedAt,
                row.startedBy, row.stepSince, row.runSince, row.requestsBefore, row.dueAt, Optional.ofNullable(row.endedAt),
                Optional.ofNullable(row.verdict).map(word -> new Canary.Decided(word, row.reason, row.decidedAt)), now);
    }

    private static Optional<JsonNode> tree(String json) {
        try {
            return Optional.of(JSON.readTree(json));
        } catch (JsonProcessingException written) {
            return Optional.empty();
        }
    }
}
