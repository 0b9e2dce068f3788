package dev.portcullis.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.store.Notifications;
import dev.portcullis.store.Refresh;
import dev.portcullis.store.Transactions;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    /** @param weights one for each target of the model */
    public Uni<Void> set(String model, Map<String, Integer> weights) {
        return WeightOverride.<WeightOverride>findById(model).flatMap(known -> {
            WeightOverride row = known == null ? new WeightOverride() : known;
            row.model = model;
            row.weights = write(weights);
            row.changedAt = clock.instant();
            return row.persist();
        }).flatMap(kept -> Notifications.announce(TOPIC));
    }

    /** Back to the file's weights. */
    public Uni<Void> remove(String model) {
        return WeightOverride.deleteById(model).flatMap(gone -> Notifications.announce(TOPIC));
    }

    private Uni<Void> load() {
        return transactions.run(() -> WeightOverride.<WeightOverride>listAll()).invoke(rows -> routes.override(read(rows))).replaceWithVoid();
    }

    private static Map<String, Map<String, Integer>> read(List<WeightOverride> rows) {
        Map<String, Map<String, Integer>> overrides = new HashMap<>();
        for (WeightOverride row : rows) {
            try {
                overrides.put(row.model, JSON.readValue(row.weights, new TypeReference<Map<String, Integer>>() {}));
            } catch (JsonProcessingException notOurs) {
                overrides.put(row.model, Map.of()); // fits no model, which the table warns of
            }
        }
        return overrides;
    }

    private static String write(Map<String, Integer> weights) {
        try {
            return JSON.writeValueAsString(weights);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("words and numbers can be written", impossible);
        }
    }
}
