package dev.portcullis.release.shadow.run;

import dev.portcullis.pipeline.Usd;
import dev.portcullis.release.Subject;
import dev.portcullis.release.shadow.Measure;
import dev.portcullis.release.shadow.Plan;
import dev.portcullis.release.shadow.Shadow;
import dev.portcullis.release.shadow.Sums;
import dev.portcullis.release.shadow.run.ShadowRefused.Why;
import dev.portcullis.release.statistics.Moments;
import dev.portcullis.store.Notifications;
import dev.portcullis.store.Revised;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.hibernate.reactive.mutiny.Mutiny;

/** Shadows in the database. All of it belongs into a transaction of {@link dev.portcullis.store.Transactions}. Times are the database's. */
public final class ShadowStore {

    static final String TOPIC = "shadows";
    static final String VERSION = Revised.version("shadow");

    private static final String LOCK = "select cast(pg_advisory_xact_lock(hashtext('portcullis'), hashtext(:what)) as text)";
    private static final String NOW = "select cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)";
    private static final String FORGET = "delete from shadow_sum where shadow in (select id from shadow where kind = :kind and name = :name)";
    private static final String OPEN_ACCOUNT = "insert into shadow_account (shadow, cap_nanos, most_calls) values (:shadow, :cap, :calls)";
    private static final String END = "update shadow set state = :state, ended_at = clock_timestamp(), reason = :reason where id = :id and ended_at is null";
    /** Whatever has no room in less than a tenth of the cap would have had none for long. */
    private static final String DUE = """
            select shadow.id, case when ends_at <= now() then 'time' when calls >= account.most_calls then 'calls' else 'spent' end
            from shadow join shadow_account as account on account.shadow = shadow.id
            where ended_at is null and (ends_at <= now()
                or (calls >= account.most_calls and reserved_nanos = 0)
                or spent_nanos >= account.cap_nanos or (short and (account.cap_nanos - spent_nanos) < account.cap_nanos / 10))
            order by shadow.id for update of shadow skip locked
            """;
    /** A quarter of an hour is longer than any call may take, and than anybody tries to settle it. */
    static final String SWEEP = """
            with gone as (delete from shadow_call where at < now() - interval '15 minutes' returning shadow, nanos),
            sums as (select shadow, cast(sum(nanos) as bigint) as nanos from gone group by shadow order by shadow)
            update shadow_account as account set reserved_nanos = reserved_nanos - sums.nanos, spent_nanos = spent_nanos + sums.nanos
            from sums where account.shadow = sums.shadow
            """;
    private static final String ACCOUNT = "select spent_nanos, reserved_nanos, calls, short from shadow_account where shadow = :shadow";
    private static final String TOLD = """
            select measure, count(*), sum(difference_y), cast(sum(n) as double precision), sum(difference_y * difference_y), sum(difference_y * n),
                sum(cast(n as double precision) * n), sum(caller_y), sum(candidate_y)
            from shadow_sum where shadow = :shadow group by measure
            """;

    /** @param why in one word: {@code time}, {@code calls} or {@code spent} */
    record Due(long id, String why) {
    }

    /** @throws ShadowRefused in the Uni where one runs already */
    public Uni<Shadow> begin(Subject subject, String baseline, Plan plan, String by, String reason) {
        return session().flatMap(session -> session.createNativeQuery(LOCK, String.class).setParameter("what", subject.kind().word() + ":" + subject.name())
                .getSingleResultOrNull()).flatMap(locked -> open(subject)).flatMap(open -> {
                    if (open.isPresent()) {
                        throw new ShadowRefused(Why.RUNS, "A shadow of '" + subject.name() + "' has not ended. Stop it first.");
                    }
                    return now();
                }).flatMap(now -> {
                    ShadowRow row = row(subject, baseline, plan, by, reason, now);
                    return statement(FORGET).flatMap(delete -> delete.setParameter("kind", row.kind).setParameter("name", row.name).executeUpdate())
                            .flatMap(done -> row.<ShadowRow>persistAndFlush());
                }).call(row -> statement(OPEN_ACCOUNT).flatMap(insert -> insert.setParameter("shadow", row.id).setParameter("cap", row.capNanos)
                        .setParameter("calls", row.mostCalls == null ? Long.MAX_VALUE : row.mostCalls).executeUpdate()))
                .call(row -> Notifications.announce(TOPIC)).map(ShadowStore::shadow);
    }

    private static ShadowRow row(Subject subject, String baseline, Plan plan, String by, String reason, Instant now) {
        ShadowRow row = new ShadowRow();
        row.kind = subject.kind().word();
        row.name = subject.name();
        row.baseline = baseline;
        row.version = plan.version().orElse(null);
        row.model = plan.model().orElse(null);
        row.places = plan.places();
        row.capNanos = plan.cap().nanos();
        row.mostCalls = plan.mostCalls().isPresent() ? (Long) plan.mostCalls().getAsLong() : null;
        row.endsAt = plan.endsAt().orElse(null);
        row.state = Known.State.RUNNING.word();
        row.startedAt = now;
        row.startedBy = by;
        row.reason = reason;
        return row;
    }

    Uni<Optional<Shadow>> open(Subject subject) {
        return ShadowRow.<ShadowRow>find("kind = ?1 and name = ?2 and endedAt is null", subject.kind().word(), subject.name()).firstResult()
                .map(row -> Optional.ofNullable(row).map(ShadowStore::shadow));
    }

    Uni<List<Shadow>> allOpen() {
        return ShadowRow.<ShadowRow>find("endedAt is null order by id").list().map(rows -> rows.stream().map(ShadowStore::shadow).toList());
    }

    /** @throws ShadowRefused in the Uni where none runs */
    public Uni<Shadow> stop(Subject subject, String reason) {
        return open(subject).map(open -> open.orElseThrow(() -> none(subject))).call(shadow -> end(shadow.id(), Known.State.STOPPED, reason)
                .invoke(ended -> {
                    if (!ended) {
                        throw none(subject);
                    }
                }));
    }

    private static ShadowRefused none(Subject subject) {
        return new ShadowRefused(Why.NONE_RUNS, "No shadow of '" + subject.name() + "' is running.");
    }

    /** @return false if it has ended before */
    Uni<Boolean> end(long id, Known.State state, String reason) {
        return statement(END).flatMap(update -> update.setParameter("state", state.word()).setParameter("reason", reason).setParameter("id", id)
                .executeUpdate()).call(rows -> Notifications.announce(TOPIC)).map(rows -> rows == 1);
    }

    /** Those whose end has come, which nobody else ends now. */
    Uni<List<Due>> due() {
        return session().flatMap(session -> session.createNativeQuery(DUE, Object[].class).getResultList())
                .map(rows -> rows.stream().map(row -> new Due(((Number) row[0]).longValue(), (String) row[1])).toList());
    }

    Uni<Void> sweep() {
        return statement(SWEEP).flatMap(Mutiny.Query::executeUpdate).replaceWithVoid();
    }

    /** The one that began last, if there was any. */
    public Uni<Optional<Known>> latest(Subject subject) {
        return ShadowRow.<ShadowRow>find("kind = ?1 and name = ?2 order by id desc", subject.kind().word(), subject.name()).firstResult()
                .flatMap(row -> row == null ? Uni.createFrom().item(Optional.empty()) : known(row).map(Optional::of));
    }

    /** What those have spent that run, by their ids. */
    Uni<Map<Long, Usd>> spent() {
        return session().flatMap(session -> session.createNativeQuery(
                "select shadow, spent_nanos from shadow_account join shadow on shadow.id = shadow_account.shadow where ended_at is null", Object[].class)
                .getResultList()).map(rows -> {
                    Map<Long, Usd> spent = new HashMap<>();
                    rows.forEach(row -> spent.put(whole(row[0]), new Usd(whole(row[1]))));
                    return spent;
                });
    }

    Uni<Known> known(long id) {
        return ShadowRow.<ShadowRow>findById(id).flatMap(ShadowStore::known);
    }

    private static Uni<Known> known(ShadowRow row) {
        return session().flatMap(session -> session.createNativeQuery(ACCOUNT, Object[].class).setParameter("shadow", row.id).getSingleResult()
                .flatMap(account -> session.createNativeQuery("select result, n from shadow_count where shadow = :shadow", Object[].class)
                        .setParameter("shadow", row.id).getResultList()
                        .flatMap(counts -> session.createNativeQuery(TOLD, Object[].class).setParameter("shadow", row.id).getResultList()
                                .map(told -> new Known(shadow(row), Known.State.of(row.state), row.reason, row.startedAt, row.startedBy,
                                        Optional.ofNullable(row.endedAt), new Usd(whole(account[0])), new Usd(whole(account[1])), whole(account[2]),
                                        (Boolean) account[3],
                                        results(counts), told(told))))));
    }

    private static Map<String, Long> results(List<Object[]> rows) {
        Map<String, Long> results = new HashMap<>();
        rows.forEach(row -> results.put((String) row[0], whole(row[1])));
        return results;
    }

    /** What a newer gateway measures this one leaves out. */
    private static Map<Measure, Sums> told(List<Object[]> rows) {
        Map<Measure, Sums> told = new EnumMap<>(Measure.class);
        for (Object[] row : rows) {
            for (Measure measure : Measure.values()) {
                if (measure.word().equals(row[0])) {
                    told.put(measure, new Sums(new Moments(whole(row[1]), number(row[2]), number(row[3]), number(row[4]), number(row[5]), number(row[6])),
                            number(row[7]), number(row[8])));
                }
            }
        }
        return told;
    }

    private static Shadow shadow(ShadowRow row) {
        return new Shadow(row.id, new Subject(Subject.Kind.of(row.kind), row.name), row.baseline, new Plan(Optional.ofNullable(row.version),
                Optional.ofNullable(row.model), row.places, new Usd(row.capNanos),
                row.mostCalls == null ? OptionalLong.empty() : OptionalLong.of(row.mostCalls), Optional.ofNullable(row.endsAt)));
    }

    private static long whole(Object value) {
        return ((Number) value).longValue();
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static Uni<Mutiny.Session> session() {
        return Panache.getSession();
    }

    private static Uni<Mutiny.Query<Object>> statement(String sql) {
        return session().map(session -> session.createNativeQuery(sql));
    }

    private static Uni<Instant> now() {
        return session().flatMap(session -> session.createNativeQuery(NOW, Long.class).getSingleResult())
                .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }
}
