package dev.portcullis.tenant;

import dev.portcullis.config.KeyHash;
import dev.portcullis.store.Notifications;
import dev.portcullis.store.Revised;
import dev.portcullis.store.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.panache.common.Page;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Issues keys and revokes them, and brings those that are good to {@link Tenants}, on every replica within a second. What changes
 * something belongs into a transaction of {@link Transactions}; it takes effect when that commits.
 */
@Singleton
public final class IssuedKeys {

    /** A key that was just issued, with its text for its holder. */
    public record Issued(IssuedKey row, String text) {
    }

    /** Keys that are not revoked, of one tenant. */
    public static final int MOST = 10_000;

    private static final String TOPIC = "keys";
    /** Rows that are read at once: an event loop is busy with them for a few milliseconds. */
    private static final int PAGE = 1_000;

    private final Transactions transactions;
    private final Notifications notifications;
    private final Tenants tenants;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Revised keys;

    IssuedKeys(Transactions transactions, Notifications notifications, Tenants tenants, InstantSource clock) {
        this.transactions = transactions;
        this.notifications = notifications;
        this.tenants = tenants;
        this.clock = clock;
        this.keys = new Revised("the issued keys", transactions, new Revised.Rows() {
            @Override
            public Uni<?> all() {
                return allFrom("", new HashSet<>());
            }

            @Override
            public Uni<?> since(long transaction) {
                return changes(transaction, "");
            }
        });
    }

    void start(@Observes StartupEvent event) {
        keys.follow(notifications, TOPIC, Revised.version("api_key"));
    }

    /** Whether the keys were read once. */
    public boolean isLoaded() {
        return keys.isLoaded();
    }

    /** For who has just changed something and wants to see it in force here. */
    public Uni<Void> refreshed() {
        return keys.refreshed();
    }

    /**
     * @param name      or null
     * @param expiresAt or null for never
     * @return empty where the tenant has {@value #MOST} keys already
     */
    public Uni<Optional<Issued>> issue(String tenant, String name, Instant expiresAt) {
        NewKey key = NewKey.create(random);
        IssuedKey row = new IssuedKey();
        row.id = key.id();
        row.tenant = tenant;
        row.name = name;
        row.hash = key.hash().written();
        row.createdAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        row.expiresAt = expiresAt;
        return oneAtATime(tenant)
                .flatMap(alone -> IssuedKey.count("tenant = ?1 and revokedAt is null", tenant))
                .flatMap(good -> good >= MOST
                        ? Uni.createFrom().item(Optional.empty())
                        : row.persist().flatMap(kept -> Notifications.announce(TOPIC)).replaceWith(Optional.of(new Issued(row, key.text()))));
    }

    /** The newest first. @param before the id of a key, to go on after it, or null to begin */
    public Uni<List<IssuedKey>> list(String tenant, String before, int limit) {
        if (before == null) {
            return IssuedKey.find("tenant = ?1 order by createdAt desc, id", tenant).page(Page.ofSize(limit)).list();
        }
        return IssuedKey.<IssuedKey>findById(before).flatMap(last -> last == null
                ? Uni.createFrom().item(List.of())
                : IssuedKey.find("tenant = ?1 and (createdAt < ?2 or createdAt = ?2 and id > ?3) order by createdAt desc, id",
                        tenant, last.createdAt, last.id).page(Page.ofSize(limit)).list());
    }

    /** @return whether there is such a key of this tenant; one that was revoked before stays as it is */
    public Uni<Boolean> revoke(String tenant, String id) {
        return IssuedKey.<IssuedKey>find("tenant = ?1 and id = ?2", tenant, id).firstResult().flatMap(key -> {
            if (key == null || key.revokedAt != null) {
                return Uni.createFrom().item(key != null);
            }
            key.revokedAt = clock.instant();
            return Notifications.announce(TOPIC).replaceWith(true);
        });
    }

    /** Two who issue for one tenant would each see room for one key more. */
    private static Uni<?> oneAtATime(String tenant) {
        return Panache.getSession().flatMap(session -> session
                .createNativeQuery("select cast(pg_advisory_xact_lock(hashtext(:tenant)) as text)", String.class)
                .setParameter("tenant", TOPIC + tenant).getSingleResultOrNull());
    }

    private Uni<Void> changes(long since, String after) {
        return page("revision >= ?1 and id > ?2 order by id", since, after).invoke(tenants::issued)
                .flatMap(rows -> rows.size() < PAGE ? Uni.createFrom().voidItem() : changes(since, rows.getLast().id));
    }

    /** @param good what was read so far */
    private Uni<Void> allFrom(String after, Set<KeyHash> good) {
        return page("revokedAt is null and id > ?1 order by id", after).invoke(rows -> good.addAll(tenants.issued(rows))).flatMap(rows -> {
            if (rows.size() < PAGE) {
                tenants.issuedAreOnly(good);
                return Uni.createFrom().voidItem();
            }
            return allFrom(rows.getLast().id, good);
        });
    }

    private Uni<List<IssuedKey>> page(String query, Object... parameters) {
        return transactions.run(() -> IssuedKey.<IssuedKey>find(query, parameters).page(Page.ofSize(PAGE)).list());
    }
}
