package dev.portcullis.store;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Keeps a room's memory as the database has it, on every replica within a second of a change. For tables whose rows say which
 * transaction wrote them last, in a column {@code revision} as {@code api_key} has it: so that only what has changed is read again.
 */
public final class Revised {

    /** What the room reads. One call at a time. */
    public interface Rows {

        /** All there are; what is known and not among them is forgotten once all are read. */
        Uni<?> all();

        /** Those that this transaction wrote, or a younger one; some of them may be known already. */
        Uni<?> since(long transaction);
    }

    private final Supplier<Uni<Long>> oldestOpen;
    private final Rows rows;
    private final Refresh refresh;
    private final AtomicLong allWanted = new AtomicLong(1); // how often all was to be read
    private volatile long allRead; // the last of these that was done; used by one load at a time
    private volatile long readUpTo; // of the transactions; used by one load at a time

    /** @param what for the log: "the issued keys" */
    public Revised(String what, Transactions transactions, Rows rows) {
        this(what, () -> transactions.run(Revised::oldestOpenTransaction), rows);
    }

    /** @param oldestOpen of the transactions; whatever an older one wrote is committed and visible, or never will be */
    Revised(String what, Supplier<Uni<Long>> oldestOpen, Rows rows) {
        this.oldestOpen = oldestOpen;
        this.rows = rows;
        this.refresh = new Refresh(what, this::load);
    }

    /** A cheap query for a value that every change of the table makes larger, also one that commits after others with greater revisions. */
    public static String version(String table) {
        return "SELECT coalesce(sum(revision), 0) FROM (SELECT revision FROM " + table + " ORDER BY revision DESC LIMIT 100) AS newest";
    }

    /**
     * From now on.
     *
     * @param topic   of the notifications that tell of a change
     * @param version a query for a value that is another one after every change, see {@link #version}
     */
    public void follow(Notifications notifications, String topic, String version) {
        notifications.on(topic, version, this::ask, this::askForAll);
    }

    void ask() {
        refresh.ask();
    }

    void askForAll() {
        allWanted.incrementAndGet();
        refresh.ask();
    }

    /** Whether all was read once. */
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
        return oldestOpen.get().flatMap(oldest -> {
            if (oldest < readUpTo) {
                allWanted.incrementAndGet();
            }
            long wanted = allWanted.get();
            Uni<?> read = wanted == allRead ? rows.since(readUpTo) : rows.all();
            return read.replaceWithVoid().invoke(() -> {
                readUpTo = oldest;
                allRead = wanted;
            });
        });
    }

    private static Uni<Long> oldestOpenTransaction() {
        return Panache.getSession().flatMap(session -> session
                .createNativeQuery("select cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint)", Long.class).getSingleResult());
    }
}
