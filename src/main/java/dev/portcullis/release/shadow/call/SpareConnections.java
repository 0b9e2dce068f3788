package dev.portcullis.release.shadow.call;

import dev.portcullis.config.GatewayConfig;
import dev.portcullis.config.ModelSettings;
import dev.portcullis.config.TargetSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How many of a provider's connections calls to candidates may have at once: a quarter of them and at least one, so that those that hang leave callers
 * most. Which target will be asked is not known yet, so a call counts at the provider of each. Safe for threads, and never waits.
 */
public final class SpareConnections {

    private static final int PART = 4;

    /** By model, and then by provider. */
    private volatile Map<String, Map<String, Integer>> most = Map.of();
    private final Map<String, Integer> taken = new HashMap<>(); // guarded by this, by provider

    public void apply(GatewayConfig config) {
        Map<String, Map<String, Integer>> models = new HashMap<>();
        for (ModelSettings model : config.models().values()) {
            Map<String, Integer> providers = new HashMap<>();
            for (TargetSettings target : model.targets()) {
                providers.put(target.provider(), Math.max(1, config.providers().get(target.provider()).maxConnections() / PART));
            }
            models.put(model.name(), Map.copyOf(providers));
        }
        most = Map.copyOf(models);
    }

    /** @return to be run once, when the call is over; empty where there is none to spare */
    public synchronized Optional<Runnable> take(String model) {
        Map<String, Integer> providers = most.getOrDefault(model, Map.of());
        if (providers.entrySet().stream().anyMatch(provider -> taken.getOrDefault(provider.getKey(), 0) >= provider.getValue())) {
            return Optional.empty();
        }
        providers.keySet().forEach(provider -> taken.merge(provider, 1, Integer::sum));
        return Optional.of(() -> giveBack(providers.keySet()));
    }

    private synchronized void giveBack(Set<String> providers) {
        providers.forEach(provider -> taken.computeIfPresent(provider, (name, now) -> now == 1 ? null : now - 1));
    }
}
