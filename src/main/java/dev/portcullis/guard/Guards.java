package dev.portcullis.guard;

import dev.portcullis.config.GatewayConfig;
import dev.portcullis.config.guard.GuardSettings;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The policies in force, and those that were before: a call that began under one is answered under it. */
public final class Guards {

    private record InForce(Map<String, Policy> byTenant, Map<String, Policy> byFingerprint, Map<String, Policy> before) {
    }

    /** Policies that are out of force and still known: a call may last for several changes of the configuration. */
    private static final int MOST_KEPT = 256;

    private final Detectors detectors;
    private volatile InForce inForce = new InForce(Map.of(), Map.of(), Map.of());
    private volatile Optional<Policy> everybody = Optional.empty();

    public Guards(Detectors detectors) {
        this.detectors = detectors;
    }

    public void apply(GatewayConfig config) {
        InForce before = inForce;
        Map<String, Policy> byFingerprint = new HashMap<>();
        Map<String, Policy> byTenant = new HashMap<>();
        for (GuardSettings settings : config.guards().values()) {
            String fingerprint = Policy.fingerprint(settings);
            Policy known = before.byFingerprint.get(fingerprint);
            byFingerprint.computeIfAbsent(fingerprint, absent -> known != null ? known : new Policy(settings, detectors));
        }
        config.tenants().keySet().forEach(tenant -> config.guardOf(tenant)
                .ifPresent(settings -> byTenant.put(tenant, byFingerprint.get(Policy.fingerprint(settings)))));
        everybody = Optional.ofNullable(config.guards().get(GuardSettings.DEFAULT_NAME)).map(settings -> byFingerprint.get(Policy.fingerprint(settings)));
        inForce = new InForce(byTenant, byFingerprint, kept(before));
    }

    private static Map<String, Policy> kept(InForce before) {
        Map<String, Policy> kept = new LinkedHashMap<>(before.before);
        kept.putAll(before.byFingerprint);
        Iterator<String> oldest = kept.keySet().iterator();
        for (int over = kept.size() - MOST_KEPT; over > 0; over--) {
            oldest.next();
            oldest.remove();
        }
        return kept;
    }

    Optional<Policy> of(String tenant) {
        return Optional.ofNullable(inForce.byTenant.get(tenant)).or(() -> everybody);
    }

    /** That a call has passed. */
    Optional<Policy> named(String fingerprint) {
        InForce now = inForce;
        return Optional.ofNullable(now.byFingerprint.get(fingerprint)).or(() -> Optional.ofNullable(now.before.get(fingerprint)));
    }
}
