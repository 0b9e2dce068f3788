package dev.portcullis.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.store.Notifications;
import dev.portcullis.store.Refresh;
import dev.portcullis.store.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Keeps the weights that operators set, and brings them to the {@link RouteTable} of every replica within a second. What changes
 * something belongs into a transaction of {@link Transactions}; it takes effect when that commits.
 */
@Singleton
public final class WeightOverrides {

    private static final String TOPIC = "weights";
    /** The table has a row for a model at most. */
    private static final String VERSION = "SELECT sum(hashtextextended(model || ' ' || weights, 0)) FROM weight_override";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Transactions transactions;
    private final Notifications notifications;
    private final RouteTable routes;
    private final InstantSource clock;
    private final Refresh refresh = new Refresh("the weights", this::load);

    WeightOverrides(Transactions transactions, Notifications notifications, RouteTable routes, InstantSource clock) {
        this.transactions = transactions;
        this.notifications = notifications;
        this.routes = routes;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        notifications.on(TOPIC, VERSION, refresh::ask, refresh::ask);
    }

    /** For who has just changed something and wants to see it in force here. */
    public Uni<Void> refreshed() {
        return refresh.now();
    }

    /** Whether the weights were read once. */
    public boolean isLoaded() {
        return refresh.isLoaded();
    }

    /**
     * @param weights one for each target of the model
     * @return those that were set before, if any
     */
    public Uni<Optional<Map<String, Integer>>> set(String model, Map<String, Integer> weights) {
        return before(model).call(was -> Panache.getSession().flatMap(session -> session.createNativeQuery("""
                        insert into weight_override (model, weights, changed_at) values (:model, :weights, :now)
                        on conflict (model) do update set weights = excluded.weights, changed_at = excluded.changed_at
                        """).setParameter("model", model).setParameter("weights", write(weights)).setParameter("now", clock.instant()).executeUpdate()))
                .call(was -> Notifications.announce(TOPIC));
    }

    /** Back to the file's weights. @return those that were set before, if any */
    public Uni<Optional<Map<String, Integer>>> remove(String model) {
        return before(model).call(was -> WeightOverride.deleteById(model)).call(was -> Notifications.announce(TOPIC));
    }

    /** Who changes a model's weights waits for whoever does so at the same time, also where there is no row yet that could be locked. */
    private static Uni<Optional<Map<String, Integer>>> before(String model) {
        return Panache.getSession().flatMap(session -> session
                .createNativeQuery("select cast(pg_advisory_xact_lock(hashtext(:model)) as text)", String.class)
                .setParameter("model", TOPIC + model).getSingleResultOrNull())
                .flatMap(alone -> WeightOverride.<WeightOverride>findById(model)).map(row -> Optional.ofNullable(row).map(WeightOverrides::read));
    }

    private Uni<Void> load() {
        return transactions.run(() -> WeightOverride.<WeightOverride>listAll()).invoke(rows -> routes.override(read(rows))).replaceWithVoid();
    }

    private static Map<String, Map<String, Integer>> read(List<WeightOverride> rows) {
        return rows.stream().collect(Collectors.toMap(row -> row.model, WeightOverrides::read));
    }

    private static Map<String, Integer> read(WeightOverride row) {
        try {
            return JSON.readValue(row.weights, new TypeReference<Map<String, Integer>>() {});
        } catch (JsonProcessingException notOurs) {
            return Map.of(); // fits no model, which the table warns of
        }
    }

    private static String write(Map<String, Integer> weights) {
        try {
            return JSON.writeValueAsString(weights);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("words and numbers can be written", impossible);
        }
    }
}
