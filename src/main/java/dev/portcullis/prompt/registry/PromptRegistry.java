package dev.portcullis.prompt.registry;

import dev.portcullis.prompt.version.Semver;
import dev.portcullis.store.Notifications;
import dev.portcullis.store.Refresh;
import dev.portcullis.store.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.panache.common.Page;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Has all prompts in memory, as the database has them: on every replica within a second of a change. Who looks one up waits for nobody. */
@Singleton
public final class PromptRegistry {

    static final String TOPIC = "prompts";

    /** Every change makes one of them larger, see {@code api_key.revision}. */
    private static final String VERSION = "SELECT (" + newest("prompt_version") + ") || '/' || (" + newest("prompt_deployment") + ")";
    /** Rows that are read at once: an event loop is busy with them for a few milliseconds. */
    private static final int PAGE = 500;

    private final Transactions transactions;
    private final Notifications notifications;
    private final Refresh refresh = new Refresh("the prompts", this::load);
    private final AtomicLong allWanted = new AtomicLong(1); // how often all was to be read
    private long allRead; // the last of these that was done; used by one load at a time
    private long readUpTo; // of the transactions; used by one load at a time
    private volatile PromptCatalogue current = PromptCatalogue.EMPTY;

    PromptRegistry(Transactions transactions, Notifications notifications) {
        this.transactions = transactions;
        this.notifications = notifications;
    }

    private static String newest(String table) {
        return "SELECT coalesce(sum(revision), 0) FROM (SELECT revision FROM " + table + " ORDER BY revision DESC LIMIT 100) AS newest";
    }

    void start(@Observes StartupEvent event) {
        notifications.on(TOPIC, VERSION, refresh::ask, () -> {
            allWanted.incrementAndGet();
            refresh.ask();
        });
    }

    /** All prompts at this moment. */
    public PromptCatalogue current() {
        return current;
    }

    /** Whether the prompts were read once. */
    public boolean isLoaded() {
        return refresh.isLoaded();
    }

    /** For who has just changed something and wants to see it in force here. */
    public Uni<Void> refreshed() {
        return refresh.now();
    }

    /**
     * What was written since the load before, or all of it. Transactions' numbers count within one history of the database: on a standby
     * that took over, or a backup that was restored, rows and numbers that were read may be gone, and others have their place.
     */
    private Uni<Void> load() {
        return transactions.run(PromptRegistry::oldestOpenTransaction).flatMap(oldest -> {
            if (oldest < readUpTo) {
                allWanted.incrementAndGet();
            }
            long wanted = allWanted.get();
            Load load = wanted == allRead ? new Load(readUpTo, current) : new Load(0, PromptCatalogue.EMPTY);
            return load.read().invoke(() -> {
                current = load.catalogue;
                readUpTo = oldest;
                allRead = wanted;
            });
        });
    }

    /** Whatever an older transaction wrote is committed and visible, or never will be. */
    private static Uni<Long> oldestOpenTransaction() {
        return Panache.getSession().flatMap(session -> session
                .createNativeQuery("select cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint)", Long.class).getSingleResult());
    }

    /** Reads page by page what was written by no older transaction than one. */
    private final class Load {

        private final long since;
        private PromptCatalogue catalogue;
        private long lastVersion;
        private String lastDeployment = "";

        Load(long since, PromptCatalogue known) {
            this.since = since;
            this.catalogue = known;
        }

        /** Deployments first: whatever one of them names was published before, and so is among the versions that are read after it. */
        Uni<Void> read() {
            return pages(this::deployments).flatMap(done -> pages(this::versions));
        }

        /** @param page says whether there may be another one behind it */
        private static Uni<Void> pages(Supplier<Uni<? extends Boolean>> page) {
            return Multi.createBy().repeating().uni(page).whilst(more -> more).collect().last().replaceWithVoid();
        }

        /** Values and no entities, of which Hibernate would keep a second copy to see what changes. */
        private Uni<Boolean> versions() {
            return transactions.run(() -> Panache.getSession().flatMap(session -> session.createQuery("select row.number, row.prompt, row.version, "
                    + "row.hash, row.publishedAt, row.publishedBy, row.document from VersionRow row where row.revision >= :since and row.number > :last "
                    + "order by row.number", Object[].class).setParameter("since", since).setParameter("last", lastVersion).setMaxResults(PAGE)
                    .getResultList())).map(rows -> {
                        List<PromptCatalogue.Entry> entries = new ArrayList<>();
                        rows.forEach(row -> Semver.parse((String) row[2])
                                .ifPresent(version -> entries.add(new PromptCatalogue.Entry((String) row[1], version(row, version)))));
                        catalogue = catalogue.with(entries);
                        lastVersion = rows.isEmpty() ? lastVersion : (Long) rows.getLast()[0];
                        return rows.size() == PAGE;
                    });
        }

        private Uni<Boolean> deployments() {
            return transactions.run(() -> DeploymentRow.<DeploymentRow>find("revision >= ?1 and prompt > ?2 order by prompt", since, lastDeployment)
                    .page(Page.ofSize(PAGE)).list()).map(rows -> {
                        Map<String, Deployment> read = new HashMap<>();
                        rows.forEach(row -> row.read().ifPresent(deployment -> read.put(row.prompt, deployment)));
                        catalogue = catalogue.deploying(read);
                        lastDeployment = rows.isEmpty() ? lastDeployment : rows.getLast().prompt;
                        return rows.size() == PAGE;
                    });
        }

        /** The one that is known already, so that what was read from it is kept. */
        private PublishedVersion version(Object[] row, Semver version) {
            String hash = (String) row[3];
            return current.find((String) row[1]).flatMap(prompt -> prompt.versions().exact(version)).filter(known -> known.hash().equals(hash))
                    .orElseGet(() -> new PublishedVersion(version, hash, (Instant) row[4], (String) row[5], (String) row[6]));
        }
    }
}
