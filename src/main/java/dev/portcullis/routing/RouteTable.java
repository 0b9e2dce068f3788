package dev.portcullis.routing;

import dev.portcullis.config.GatewayConfig;
import dev.portcullis.config.ModelSettings;
import dev.portcullis.config.Sticky;
import dev.portcullis.config.TargetSettings;
import dev.portcullis.pipeline.Target;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The models in force, with their targets. */
@Singleton
public final class RouteTable {

    /**
     * @param targets in the file's order
     * @param weights one for each target, at least one of them above zero
     */
    record Entry(String model, List<Target> targets, List<Integer> weights, Sticky sticky, int retries, List<String> fallbacks) {
    }

    private volatile Map<String, Entry> entries = Map.of();

    public void apply(GatewayConfig config) {
        Map<String, Entry> fresh = new LinkedHashMap<>();
        for (ModelSettings model : config.models().values()) {
            List<Target> targets = new ArrayList<>();
            List<Integer> weights = new ArrayList<>();
            for (TargetSettings target : model.targets()) {
                targets.add(new Target(model.name(), target.name(), target.provider(), target.model()));
                weights.add(target.weight());
            }
            fresh.put(model.name(),
                    new Entry(model.name(), targets, weights, model.sticky(), model.retries(), model.fallbacks()));
        }
        entries = fresh;
    }

    /** The names callers may use, in the file's order. */
    public Set<String> models() {
        return entries.keySet();
    }

    public boolean knows(String model) {
        return entries.containsKey(model);
    }

    Optional<Entry> find(String model) {
        return Optional.ofNullable(entries.get(model));
    }
}
