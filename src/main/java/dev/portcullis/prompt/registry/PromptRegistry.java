package dev.portcullis.prompt.registry;

import dev.portcullis.store.Notifications;
import dev.portcullis.store.Revised;
import dev.portcullis.store.ReadRows;
import dev.portcullis.store.Transactions;
import io.quarkus.panache.common.Page;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Has all prompts in memory, as the database has them: on every replica within a second of a change. Who looks one up waits for nobody. */
@Singleton
public final class PromptRegistry {

    static final String TOPIC = "prompts";

    /** Every change makes one of them larger. */
    private static final String VERSION = "SELECT (" + Revised.version("prompt_version") + ") || '/' || (" + Revised.version("prompt_deployment") + ")";
    private static final String VERSIONS = "SELECT number, prompt, version, hash, published_at, published_by, document FROM prompt_version "
            + "WHERE revision >= $1 AND number > $2 ORDER BY number LIMIT $3";
    /** Deployments that are read at once. */
    private static final int PAGE = 1_000;

    private final Transactions transactions;
    private final Notifications notifications;
    private final ReadRows database;
    private final Revised prompts;
    private volatile PromptCatalogue current = PromptCatalogue.UNREAD;

    PromptRegistry(Transactions transactions, Notifications notifications, ReadRows database) {
        this.transactions = transactions;
        this.notifications = notifications;
        this.database = database;
        this.prompts = new Revised("the prompts", transactions, new Revised.Rows() {
            @Override
            public Uni<?> all() {
                return read(PromptCatalogue.EMPTY, 0);
            }

            @Override
            public Uni<?> since(long transaction) {
                return read(current, transaction);
            }
        });
    }

    void start(@Observes StartupEvent event) {
        prompts.follow(notifications, TOPIC, VERSION);
    }

    /** All prompts at this moment, and never some of them; {@link PromptCatalogue#UNREAD} before they were read once. */
    public PromptCatalogue current() {
        return current;
    }

    /** Whether the prompts were read once. */
    public boolean isLoaded() {
        return prompts.isLoaded();
    }

    /** For who has just changed something and wants to see it in force here. */
    public Uni<Void> refreshed() {
        return prompts.refreshed();
    }

    /** Deployments first: whatever one of them names was published before, and so is among the versions that are read after it. */
    private Uni<Void> read(PromptCatalogue known, long since) {
        ReadPrompts read = new ReadPrompts(current);
        return deployments(read, since, "").chain(done -> versions(read, since))
                .invoke(() -> current = read.addedTo(known));
    }

    private Uni<Void> deployments(ReadPrompts read, long since, String after) {
        return transactions.run(() -> DeploymentRow.<DeploymentRow>find("revision >= ?1 and prompt > ?2 order by prompt", since, after)
                .page(Page.ofSize(PAGE)).list()).invoke(read::deployments)
                .chain(rows -> rows.size() < PAGE ? Uni.createFrom().voidItem() : deployments(read, since, rows.getLast().prompt));
    }

    /** Page by page: the client keeps the bytes of a whole answer together, and copies them again and again where they are many. */
    private Uni<Void> versions(ReadPrompts read, long since) {
        return Multi.createBy().repeating().uni(() -> {
            int page = read.nextPage();
            return database.read(VERSIONS, Tuple.of(since, read.last(), page), row -> read.version(row.getLong(0), row.getString(1), row.getString(2),
                    row.getString(3), row.getOffsetDateTime(4).toInstant(), row.getString(5), row.getString(6))).map(rows -> rows == page);
        }).whilst(more -> more).collect().last().replaceWithVoid();
    }
}
