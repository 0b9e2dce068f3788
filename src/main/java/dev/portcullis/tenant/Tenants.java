package dev.portcullis.tenant;

import dev.portcullis.config.GatewayConfig;
import dev.portcullis.config.KeyHash;
import dev.portcullis.config.TenantSettings;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Identity;
import dev.portcullis.pipeline.Tenant;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tenants in force and the keys that lead to them: those of the configuration, and those that were issued. */
@Singleton
public final class Tenants {

    /** Everybody's tenant where the configuration names none. */
    public static final String OPEN = "default";

    private static final String BEARER = "bearer ";

    private record Holder(Identity.Member member, Instant until) {
    }

    private final InstantSource clock;
    private volatile Optional<Map<KeyHash, Holder>> byKey = Optional.of(Map.of());
    private Optional<Map<String, TenantSettings>> settings = Optional.empty(); // guarded by this
    private List<IssuedKey> issued = List.of(); // guarded by this

    public Tenants(InstantSource clock) {
        this.clock = clock;
    }

    /** Without {@code tenants} the gateway is open: every caller belongs to the tenant {@link #OPEN}. */
    public synchronized void apply(GatewayConfig config) {
        settings = Optional.of(config.tenants());
        build();
    }

    /** In place of those issued before. A key of a tenant that the configuration does not name leads nowhere. */
    synchronized void issued(List<IssuedKey> keys) {
        issued = List.copyOf(keys);
        build();
    }

    private void build() {
        Map<String, TenantSettings> named = settings.orElse(Map.of());
        if (settings.isPresent() && named.isEmpty()) {
            byKey = Optional.empty();
            return;
        }
        Map<String, Tenant> tenants = new HashMap<>();
        named.forEach((name, tenant) -> tenants.put(name, new Tenant(name, tenant::mayUse)));
        Map<KeyHash, Holder> holders = new HashMap<>();
        for (IssuedKey key : issued) {
            if (tenants.containsKey(key.tenant)) {
                holders.put(KeyHash.parse(key.hash), new Holder(new Identity.Member(tenants.get(key.tenant), NewKey.prefix(key.id)),
                        key.expiresAt == null ? Instant.MAX : key.expiresAt));
            }
        }
        named.forEach((name, tenant) -> tenant.keys()
                .forEach(key -> holders.put(key, new Holder(new Identity.Member(tenants.get(name), key.prefix()), Instant.MAX))));
        byKey = Optional.of(Map.copyOf(holders));
    }

    /** Takes the key from {@code authorization: Bearer …}, {@code x-api-key} or {@code api-key}, the first one that is there. */
    public Identity identify(Headers headers) {
        Optional<String> key = key(headers);
        Optional<Map<KeyHash, Holder>> holders = byKey;
        if (holders.isEmpty()) {
            return new Identity.Member(new Tenant(OPEN, model -> true), key.map(k -> KeyHash.of(k).prefix()).orElse(Identity.NO_KEY));
        }
        if (key.isEmpty()) {
            return new Identity.Stranger("No API key was given. Send one as 'Authorization: Bearer <key>' (or x-api-key, or api-key).");
        }
        // Found by its hash, so the time a look-up takes says nothing about any key; KeyHash.equals is constant-time as well.
        Holder holder = holders.get().get(KeyHash.of(key.get()));
        if (holder == null) {
            return new Identity.Stranger("The API key is not known here: it is wrong, or it was revoked.");
        }
        if (holder.until() != Instant.MAX && !clock.instant().isBefore(holder.until())) {
            return new Identity.Stranger("The API key has expired.");
        }
        return holder.member();
    }

    private static Optional<String> key(Headers headers) {
        return headers.first("authorization")
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip())
                .filter(value -> !value.isBlank())
                .or(() -> headers.first("x-api-key").filter(value -> !value.isBlank()))
                .or(() -> headers.first("api-key").filter(value -> !value.isBlank()));
    }
}
