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
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Keeps the weights that operators set, and brings them to the {@link RouteTable} of every replica within a second. What changes
 * something belongs into a transaction of {@link Transactions}; it takes effect when that commits.
 */
@Singleton
public final class WeightOverrides {

    private static final String TOPIC = "weights";
    /** The table has a row for a model at most. */
    private static final String VERSION = "SELECT sum(hashtextextended(model || ' ' || weights || coalesce(' ' || release, ''), 0)) FROM weight_override";
    /** What stands for the file's weights where others were set afterwards. */
    static final String FILES = "{}";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Transactions transactions;
    private final Notifications notifications;
    private final RouteTable routes;
    private final InstantSource clock;
    private final CanaryWeights canaries = new CanaryWeights(this);
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

    /** What was in force of a model by the file and what operators had set, and what is when the transaction commits. */
    public record Change(Map<String, Integer> was, Map<String, Integer> becomes) {
    }

    /** What a canary of the model has set is its no more. @param change makes of the weights in force others: one for each target of the model */
    public Uni<Change> change(String model, UnaryOperator<Map<String, Integer>> change) {
        return row(model).flatMap(row -> {
            Map<String, Integer> was = inForce(model, row);
            Map<String, Integer> becomes = change.apply(was);
            // What a canary has set one step at a time is gone back from all at once.
            boolean same = becomes.equals(was) || row.filter(kept -> kept.release != null).isPresent();
            Optional<String> previous = same ? row.map(kept -> kept.previous) : Optional.of(asSet(was, row));
            return write(model, becomes, previous, Optional.empty()).map(written -> new Change(was, becomes));
        });
    }

    /** These weights, which are in force: as an operator has set them, or as the file's. */
    static String asSet(Map<String, Integer> inForce, Optional<WeightOverride> row) {
        return row.map(kept -> read(kept.weights)).filter(inForce::equals).isPresent() ? write(inForce) : FILES;
    }

    /** What the canaries of models set. */
    public CanaryWeights canaries() {
        return canaries;
    }

    /** What the file would have in force, or these would if they fit. @param set empty for the file's */
    Map<String, Integer> wouldBe(String model, Map<String, Integer> set) {
        return routes.weights(model, set.isEmpty() ? Optional.empty() : Optional.of(set));
    }

    /** Back to the file's weights. What was set is forgotten. */
    public Uni<Change> remove(String model) {
        return row(model).flatMap(row -> WeightOverride.deleteById(model).call(gone -> Notifications.announce(TOPIC))
                .map(gone -> new Change(inForce(model, row), routes.weights(model, Optional.empty()))));
    }

    /**
     * Back to what was in force before the last change, or where a canary has set the weights before it began. @return empty where that is not
     * known, or does not fit the model's targets any more
     */
    public Uni<Optional<Change>> rollBack(String model) {
        return row(model).flatMap(row -> {
            if (row.filter(kept -> kept.release != null).isPresent()) {
                return canaries.takeBack(row.get()).map(Optional::of);
            }
            Optional<Map<String, Integer>> previous = row.map(kept -> kept.previous).map(WeightOverrides::read);
            if (previous.isEmpty()) {
                return Uni.createFrom().item(Optional.empty());
            }
            if (previous.get().isEmpty()) {
                return remove(model).map(Optional::of);
            }
            Map<String, Integer> becomes = routes.weights(model, previous);
            return !becomes.equals(previous.get()) ? Uni.createFrom().item(Optional.empty())
                    : write(model, becomes, Optional.empty(), Optional.empty()).map(written -> Optional.of(new Change(inForce(model, row), becomes)));
        });
    }

    Map<String, Integer> inForce(String model, Optional<WeightOverride> row) {
        return routes.weights(model, row.map(kept -> read(kept.weights)));
    }

    Uni<Void> write(String model, Map<String, Integer> weights, Optional<String> previous, Optional<String> release) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery("""
                        insert into weight_override (model, weights, previous, release, changed_at)
                            values (:model, :weights, nullif(:previous, ''), nullif(:release, ''), :now)
                        on conflict (model) do update set weights = excluded.weights, previous = excluded.previous, release = excluded.release,
                            changed_at = excluded.changed_at
                        """).setParameter("model", model).setParameter("weights", write(weights)).setParameter("previous", previous.orElse(""))
                .setParameter("release", release.orElse("")).setParameter("now", clock.instant()).executeUpdate())
                .flatMap(written -> Notifications.announce(TOPIC));
    }

    /** Who changes a model's weights waits for whoever does so at the same time, also where there is no row yet that could be locked. */
    static Uni<Optional<WeightOverride>> row(String model) {
        return Panache.getSession().flatMap(session -> session
                .createNativeQuery("select cast(pg_advisory_xact_lock(hashtext(:model)) as text)", String.class)
                .setParameter("model", TOPIC + model).getSingleResultOrNull())
                .flatMap(alone -> WeightOverride.<WeightOverride>findById(model)).map(Optional::ofNullable);
    }

    private Uni<Void> load() {
        return transactions.run(() -> WeightOverride.<WeightOverride>listAll()).invoke(rows -> routes.override(read(rows), releases(rows))).replaceWithVoid();
    }

    private static Map<String, Map<String, Integer>> read(List<WeightOverride> rows) {
        return rows.stream().collect(Collectors.toMap(row -> row.model, row -> read(row.weights)));
    }

    private static Map<String, String> releases(List<WeightOverride> rows) {
        return rows.stream().filter(row -> row.release != null).collect(Collectors.toMap(row -> row.model, row -> row.release));
    }

    static Map<String, Integer> read(String weights) {
        try {
            return JSON.readValue(weights, new TypeReference<Map<String, Integer>>() {});
        } catch (JsonProcessingException notOurs) {
            return Map.of(); // fits no model, which the table warns of
        }
    }

    static String write(Map<String, Integer> weights) {
        try {
            return JSON.writeValueAsString(weights);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("words and numbers can be written", impossible);
        }
    }
}
