package dev.portcullis.cache;

import dev.portcullis.pipeline.Metric;
import dev.portcullis.store.Notifications;
import dev.portcullis.store.Refresh;
import dev.portcullis.store.Transactions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.panache.common.Page;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Keeps what was purged, and brings it to every replica within a second: each of them then forgets what fits, and takes nothing that
 * fits from Redis, whenever that comes back with it. What changes something belongs into a transaction of {@link Transactions}; it
 * takes effect when that commits.
 */
@Singleton
public final class CachePurges {

    /** Purges of one tenant that are remembered at once. One takes the place of all that it covers. */
    public static final int MOST = 1_000;

    private static final String TOPIC = "purges";
    /** Every change makes it larger, see {@code api_key.revision}. */
    private static final String VERSION = "SELECT sum(revision) FROM (SELECT revision FROM cache_purge ORDER BY revision DESC LIMIT 100) AS newest";
    /** Rows that are read at once: an event loop is busy with them for a few milliseconds. */
    private static final int PAGE = 1_000;
    /** A day more than needed, since clocks differ. */
    private static final Duration REMEMBERED = KeptAnswers.LONGEST.plusDays(1);

    private final Transactions transactions;
    private final Notifications notifications;
    private final PurgeMarks marks;
    private final AnswerStore answers;
    private final OtherWords questions;
    private final Vertx vertx;
    private final InstantSource clock;
    private final Refresh refresh = new Refresh("the cache's purges", this::load);

    CachePurges(Transactions transactions, Notifications notifications, PurgeMarks marks, AnswerStore answers, OtherWords questions, Vertx vertx,
            InstantSource clock, MeterRegistry meters) {
        this.transactions = transactions;
        this.notifications = notifications;
        this.marks = marks;
        this.answers = answers;
        this.questions = questions;
        this.vertx = vertx;
        this.clock = clock;
        Gauge.builder(Metric.CACHE_PURGES.meterName(), marks, PurgeMarks::count).description(Metric.CACHE_PURGES.meaning()).register(meters);
    }

    void start(@Observes StartupEvent event) {
        notifications.on(TOPIC, VERSION, refresh::ask, refresh::ask);
    }

    /** For who has just changed something and wants to see it in force here. */
    public Uni<Void> refreshed() {
        return refresh.now();
    }

    /**
     * Answers that were made until now are given no more, nor those of the next seconds: clocks differ, and a call that began before
     * may end after.
     *
     * @return whether it is done; not, where the tenant has {@value #MOST} others already that this one does not cover
     */
    public Uni<Boolean> purge(Purge purge) {
        return Panache.getSession().flatMap(session -> oneAtATime(session, purge.tenant())
                .flatMap(alone -> forgetOld(session))
                .flatMap(done -> write(session, purge))
                .flatMap(done -> PurgeRow.count("tenant", purge.tenant()))
                .flatMap(rows -> rows > MOST ? Uni.createFrom().item(false) : Notifications.announce(TOPIC).replaceWith(true)));
    }

    /** Two who purge for one tenant would each see room for one more. */
    private static Uni<?> oneAtATime(Mutiny.Session session, String tenant) {
        return session.createNativeQuery("select cast(pg_advisory_xact_lock(hashtext(:tenant)) as text)", String.class)
                .setParameter("tenant", TOPIC + tenant).getSingleResultOrNull();
    }

    private Uni<Integer> forgetOld(Mutiny.Session session) {
        return session.createNativeQuery("delete from cache_purge where at < :then").setParameter("then", clock.instant().minus(REMEMBERED)).executeUpdate();
    }

    /**
     * By the clock that is ahead, so that the other one's answers are covered too. It takes the place of what it covers by a row that is
     * newer than all of those: whoever reads them in the order of their ids misses none, even if it reads meanwhile.
     */
    private Uni<Integer> write(Mutiny.Session session, Purge purge) {
        return session.createNativeQuery("""
                with covered as (delete from cache_purge where tenant = :tenant and (:model = '' or model = :model)
                    and (:prompt = '' or prompt = :prompt) and (:digest = '' or digest = :digest) returning at)
                insert into cache_purge (tenant, model, prompt, digest, at, revision) select :tenant, :model, :prompt, :digest,
                    greatest(greatest(cast(:now as timestamptz), clock_timestamp()) + make_interval(secs => :more), (select max(at) from covered)),
                    cast(cast(pg_current_xact_id() as text) as bigint)
                """).setParameter("tenant", purge.tenant()).setParameter("model", purge.model()).setParameter("prompt", purge.prompt())
                .setParameter("digest", purge.digest()).setParameter("now", clock.instant())
                .setParameter("more", (double) KeptAnswers.CLOCKS_DIFFER.toSeconds()).executeUpdate();
    }

    /** All of them, every time: there are few, and changes are rare. */
    private Uni<Void> load() {
        Map<Purge, Instant> purged = new HashMap<>();
        return page(0, purged).invoke(() -> {
            Marks fresh = marks.apply(purged);
            if (!fresh.isEmpty()) {
                // Nothing that fits is given from here on; this only frees the memory, which means a look at every key.
                vertx.executeBlocking(() -> {
                    answers.forget(key -> fresh.of(key).isPresent());
                    questions.forget(key -> fresh.of(key).isPresent());
                    return null;
                }, false);
            }
        });
    }

    private Uni<Void> page(long after, Map<Purge, Instant> purged) {
        return transactions.run(() -> PurgeRow.<PurgeRow>find("id > ?1 order by id", after).page(Page.ofSize(PAGE)).list()).flatMap(rows -> {
            rows.forEach(row -> purged.merge(new Purge(row.tenant, row.model, row.prompt, row.digest), row.at, (one, other) -> one.isAfter(other) ? one : other));
            return rows.size() < PAGE ? Uni.createFrom().voidItem() : page(rows.getLast().id, purged);
        });
    }
}
