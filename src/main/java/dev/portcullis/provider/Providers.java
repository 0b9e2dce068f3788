package dev.portcullis.provider;

import dev.portcullis.config.GatewayConfig;
import dev.portcullis.config.ProviderSettings;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The providers in force. A reload keeps the connections of those whose settings stay the same. */
@Singleton
public final class Providers {

    private final Vertx vertx;
    private volatile Map<String, Upstream> byName = Map.of();

    public Providers(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Puts a configuration's providers beside those in force; the caller then moves the routes over and runs what is returned,
     * which lets go of those that no route leads to any more.
     *
     * @param simulator starts the built-in simulator if it does not run yet, and says where it listens
     */
    public synchronized Runnable apply(GatewayConfig config, Supplier<URI> simulator) {
        Map<String, Upstream> before = byName;
        Map<String, Upstream> after = new HashMap<>();
        for (ProviderSettings settings : config.providers().values()) {
            Upstream same = before.get(settings.name());
            after.put(settings.name(), same != null && same.settings().equals(settings) ? same
                    : new Upstream(vertx, settings, settings.baseUrl().isPresent() ? null : simulator.get()));
        }
        List<Upstream> gone = new ArrayList<>(before.values());
        gone.removeAll(after.values());
        Map<String, Upstream> both = new HashMap<>(before);
        both.putAll(after);
        byName = Map.copyOf(both);
        return () -> {
            byName = Map.copyOf(after);
            gone.forEach(Upstream::retire);
        };
    }

    /** For one attempt, to be released after it. @return empty for a provider that a reload has taken away since the route was chosen */
    Optional<Upstream> take(String name) {
        for (Upstream found = byName.get(name); found != null; found = byName.get(name)) {
            if (found.take()) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
