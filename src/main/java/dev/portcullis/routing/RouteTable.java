package dev.portcullis.routing;

import dev.portcullis.config.GatewayConfig;
import dev.portcullis.config.ModelSettings;
import dev.portcullis.config.Sticky;
import dev.portcullis.config.TargetSettings;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.release.ModelReleases;
import dev.portcullis.pipeline.release.ModelSide;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The models in force, with their targets: as the file has them, with the weights that operators have set. */
@Singleton
public final class RouteTable {

    private static final Logger LOG = Logger.getLogger(RouteTable.class);

    /**
     * @param targets in the file's order
     * @param weights one for each target, at least one of them above zero
     * @param greenIsLast whether there are two targets, and the second is the one that traffic moves to
     * @param release     that runs: it alone draws who gets which of the two
     */
    record Entry(String model, List<Target> targets, List<Integer> weights, boolean overridden, Sticky sticky, int retries,
            List<String> fallbacks, boolean greenIsLast, Optional<ModelRelease> release) {
    }

    private volatile Map<String, Entry> entries = Map.of();
    private Collection<ModelSettings> models = List.of(); // guarded by this
    private Map<String, Map<String, Integer>> overrides = Map.of(); // guarded by this
    private Map<String, String> releases = Map.of(); // guarded by this; by model
    private final Map<String, Map<String, Integer>> warnedOf = new HashMap<>(); // guarded by this; what did not fit, by model

    public synchronized void apply(GatewayConfig config) {
        models = List.copyOf(config.models().values());
        build();
    }

    /** In place of those before. One that does not name exactly the model's targets is not used. @param weights model to target to weight */
    synchronized void override(Map<String, Map<String, Integer>> weights) {
        override(weights, Map.of());
    }

    /** @param released of models whose weights a canary has set, what its calls are counted under */
    synchronized void override(Map<String, Map<String, Integer>> weights, Map<String, String> released) {
        overrides = Map.copyOf(weights);
        releases = Map.copyOf(released);
        build();
    }

    private void build() {
        Map<String, Entry> fresh = new LinkedHashMap<>();
        for (ModelSettings model : models) {
            List<Target> targets = new ArrayList<>();
            List<Integer> weights = new ArrayList<>();
            Map<String, Integer> override = fitting(model);
            for (TargetSettings target : model.targets()) {
                targets.add(new Target(model.name(), target.name(), target.provider(), target.model()));
                weights.add(override.getOrDefault(target.name(), target.weight()));
            }
            fresh.put(model.name(), new Entry(model.name(), targets, weights, !override.isEmpty(), model.sticky(), model.retries(),
                    model.fallbacks(), two(model).filter(two -> two.green().equals(targets.getLast().name())).isPresent(), release(model, override)));
        }
        entries = fresh;
    }

    /** Empty where the weights in force are not those of a canary that moves these two targets. */
    private Optional<ModelRelease> release(ModelSettings model, Map<String, Integer> override) {
        String release = releases.get(model.name());
        return release == null || override.isEmpty() ? Optional.empty() : two(model)
                .filter(two -> ModelRelease.fits(release, model.name(), two, override.get(two.blue()), override.get(two.green())))
                .map(two -> new ModelRelease(release, two, override.get(two.green())));
    }

    /** Empty where the file's weights are used. */
    private Map<String, Integer> fitting(ModelSettings model) {
        Map<String, Integer> override = overrides.get(model.name());
        if (override != null && fits(model, override)) {
            warnedOf.remove(model.name());
            return override;
        }
        if (override != null && !override.equals(warnedOf.put(model.name(), override))) {
            LOG.warnf("the weights that were set for the model %s, %s, do not fit its targets in the file, %s: the file's weights are used",
                    model.name(), new TreeMap<>(override), new TreeSet<>(targets(model)));
        }
        return Map.of();
    }

    private static boolean fits(ModelSettings model, Map<String, Integer> override) {
        return override.keySet().equals(targets(model)) && override.values().stream().anyMatch(weight -> weight > 0);
    }

    private static Optional<TwoTargets> two(ModelSettings model) {
        return TwoTargets.of(model.targets().stream().map(TargetSettings::name).toList());
    }

    private static Set<String> targets(ModelSettings model) {
        return model.targets().stream().map(TargetSettings::name).collect(Collectors.toSet());
    }

    /** The weights by target, in the file's order, where an operator has set these, or none; empty for a model that is not served. */
    public synchronized Map<String, Integer> weights(String model, Optional<Map<String, Integer>> set) {
        Map<String, Integer> byTarget = new LinkedHashMap<>();
        models.stream().filter(settings -> settings.name().equals(model)).forEach(settings -> settings.targets().forEach(target ->
                byTarget.put(target.name(), set.filter(weights -> fits(settings, weights)).orElse(Map.of()).getOrDefault(target.name(), target.weight()))));
        return byTarget;
    }

    /** Of a model that is served and has two targets. */
    public synchronized Optional<TwoTargets> two(String model) {
        return models.stream().filter(settings -> settings.name().equals(model)).findFirst().flatMap(RouteTable::two);
    }

    /** What a caller gets of a model whose canary runs; see {@link ModelReleases#side}. */
    public Optional<ModelSide> side(String model, Supplier<String> unit) {
        Entry entry = entries.get(model);
        return entry == null ? Optional.empty() : entry.release.map(release -> release.side(unit.get()));
    }

    /** The names callers may use, in the file's order. */
    public Set<String> models() {
        return entries.keySet();
    }

    public boolean knows(String model) {
        return entries.containsKey(model);
    }

    /** Empty for a model that is not served. */
    public Optional<Weights> weights(String model) {
        return find(model).map(entry -> {
            Map<String, Integer> byTarget = new LinkedHashMap<>();
            for (int i = 0; i < entry.targets().size(); i++) {
                byTarget.put(entry.targets().get(i).name(), entry.weights().get(i));
            }
            return new Weights(byTarget, entry.overridden());
        });
    }

    Optional<Entry> find(String model) {
        return Optional.ofNullable(entries.get(model));
    }
}
