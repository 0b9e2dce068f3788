package dev.portcullis.admin;

import dev.portcullis.config.KeyHash;
import dev.portcullis.store.Notifications;
import dev.portcullis.store.Refresh;
import dev.portcullis.store.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The key that opens the control plane: the one that {@value #SETTING} says. Without it, the first replica of all makes one, says
 * it once on standard output, where it is in no log record, and the database remembers its SHA-256.
 */
@Singleton
final class AdminKey {

    static final String SETTING = "PORTCULLIS_ADMIN_KEY";

    private static final Logger LOG = Logger.getLogger(AdminKey.class);
    private static final String TOPIC = "setting";
    private static final String NAME = "admin_key";
    private static final int SHORT = 16;

    /** Whether a credential is the admin key; nobody can say before the database was asked once. */
    enum Answer { YES, NO, NOT_KNOWN }

    private final Transactions transactions;
    private final Notifications notifications;
    private final OfferedKey offered = new OfferedKey(new SecureRandom());
    private final boolean set;
    private final Refresh refresh = new Refresh("the admin key", this::load);
    private volatile Optional<KeyHash> hash;

    AdminKey(Transactions transactions, Notifications notifications, @ConfigProperty(name = "portcullis.admin.key") Optional<String> key) {
        this.transactions = transactions;
        this.notifications = notifications;
        this.hash = key.map(String::strip).filter(text -> !text.isEmpty()).map(KeyHash::of);
        this.set = hash.isPresent();
        if (set && key.get().strip().length() < SHORT) {
            LOG.warnf("%s has fewer than %d characters: it can be guessed", SETTING, SHORT);
        }
    }

    void start(@Observes StartupEvent event) {
        if (!set) {
            notifications.on(TOPIC, refresh::ask);
        }
    }

    /** In a time that says nothing about the key. */
    Answer opens(String credential) {
        Optional<KeyHash> known = hash;
        if (known.isEmpty()) {
            return Answer.NOT_KNOWN;
        }
        return known.get().equals(KeyHash.of(credential)) ? Answer.YES : Answer.NO;
    }

    private Uni<Void> load() {
        KeyHash offer = offered.hash();
        return transactions.run(() -> keep(offer).flatMap(first -> stored())).invoke(stored -> {
            offered.answered(stored).ifPresent(key ->
                    System.out.println("The admin key, said this once (" + SETTING + " sets another): " + key));
            hash = Optional.of(stored);
        }).replaceWithVoid();
    }

    private static Uni<Integer> keep(KeyHash offer) {
        return Panache.getSession().flatMap(session -> session
                .createNativeQuery("insert into setting (name, value) values (:name, :value) on conflict (name) do nothing")
                .setParameter("name", NAME).setParameter("value", offer.written()).executeUpdate());
    }

    private static Uni<KeyHash> stored() {
        return Panache.getSession().flatMap(session -> session.createNativeQuery("select value from setting where name = :name", String.class)
                .setParameter("name", NAME).getSingleResult()).map(KeyHash::parse);
    }
}
