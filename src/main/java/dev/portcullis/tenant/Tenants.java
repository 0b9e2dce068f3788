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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** The tenants in force and the keys that lead to them: those of the configuration, and those that were issued. */
@Singleton
public final class Tenants {

    private static final Logger LOG = Logger.getLogger(Tenants.class);

    /** Everybody's tenant where the configuration names none. */
    public static final String OPEN = "default";

    private static final String BEARER = "bearer ";

    /** @param keys of the file, by their hashes; empty where the gateway is open to all */
    private record Directory(Map<String, Tenant> tenants, Optional<Map<KeyHash, Identity.Member>> keys, ClaimTable claims) {
    }

    private record Issued(String tenant, String prefix, Instant until) {
    }

    private final InstantSource clock;
    private final Map<KeyHash, Issued> issued = new ConcurrentHashMap<>();
    private volatile Directory directory = new Directory(Map.of(), Optional.of(Map.of()), new ClaimTable());

    public Tenants(InstantSource clock) {
        this.clock = clock;
    }

    /** Without {@code tenants} the gateway is open: every caller belongs to the tenant {@link #OPEN}. */
    public void apply(GatewayConfig config) {
        if (config.tenants().isEmpty()) {
            directory = new Directory(Map.of(), Optional.empty(), new ClaimTable());
            return;
        }
        Map<String, Tenant> tenants = new HashMap<>();
        Map<KeyHash, Identity.Member> keys = new HashMap<>();
        ClaimTable claims = new ClaimTable();
        for (TenantSettings settings : config.tenants().values()) {
            Tenant tenant = new Tenant(settings.name(), settings::mayUse, settings::maySee);
            tenants.put(tenant.name(), tenant);
            settings.keys().forEach(key -> keys.put(key, new Identity.Member(tenant, key.prefix())));
            settings.oidc().ifPresent(claim -> claims.add(claim, tenant));
        }
        directory = new Directory(Map.copyOf(tenants), Optional.of(Map.copyOf(keys)), claims);
    }

    /**
     * Takes over what changed: keys that were issued, and those that were revoked. The same again changes nothing. One whose hash
     * cannot be read leads nowhere, and keeps no other from being taken over.
     *
     * @return those of them that are good
     */
    Set<KeyHash> issued(List<IssuedKey> changed) {
        Set<KeyHash> good = new HashSet<>();
        for (IssuedKey key : changed) {
            Optional<KeyHash> readable = hash(key);
            if (readable.isEmpty()) {
                continue;
            }
            KeyHash hash = readable.get();
            if (key.revokedAt == null) {
                issued.put(hash, new Issued(key.tenant, NewKey.prefix(key.id), key.expiresAt == null ? Instant.MAX : key.expiresAt));
                good.add(hash);
            } else {
                issued.remove(hash);
            }
        }
        return good;
    }

    private static Optional<KeyHash> hash(IssuedKey key) {
        try {
            return Optional.of(KeyHash.parse(key.hash));
        } catch (IllegalArgumentException unreadable) {
            LOG.warnf("the issued key %s of the tenant %s is of no use: its hash cannot be read, %s", key.id, key.tenant, unreadable.getMessage());
            return Optional.empty();
        }
    }

    /** Drops those that were issued and are not among these. */
    void issuedAreOnly(Set<KeyHash> good) {
        issued.keySet().retainAll(good);
    }

    /** Whether every caller is served, whatever its credential is. */
    public boolean isOpen() {
        return directory.keys().isEmpty();
    }

    /** The table in force for tokens; it is another one after every change of the configuration. */
    public ClaimTable claims() {
        return directory.claims();
    }

    /** Who is calling, by the API key in these headers. */
    public Identity identify(Headers headers) {
        return identify(credential(headers));
    }

    /** Whose API key this is. @param key empty for a caller who gave none */
    public Identity identify(Optional<String> key) {
        Directory known = directory;
        if (known.keys().isEmpty()) {
            return new Identity.Member(new Tenant(OPEN, model -> true), key.map(k -> KeyHash.of(k).prefix()).orElse(Identity.NO_KEY));
        }
        if (key.isEmpty()) {
            return new Identity.Stranger("No API key was given. Send one as 'Authorization: Bearer <key>' (or x-api-key, or api-key).");
        }
        // Found by its hash, so the time a look-up takes says nothing about any key; KeyHash.equals is constant-time as well.
        KeyHash hash = KeyHash.of(key.get());
        Identity.Member member = known.keys().get().get(hash);
        return member != null ? member : issued(known, hash);
    }

    private Identity issued(Directory known, KeyHash hash) {
        Issued key = issued.get(hash);
        Tenant tenant = key == null ? null : known.tenants().get(key.tenant());
        if (tenant == null) {
            return new Identity.Stranger("The API key is not known here: it is wrong, or it was revoked.");
        }
        if (key.until() != Instant.MAX && !clock.instant().isBefore(key.until())) {
            return new Identity.Stranger("The API key has expired.");
        }
        return new Identity.Member(tenant, key.prefix());
    }

    /** A caller's key or token: of {@code authorization: Bearer …}, {@code x-api-key} and {@code api-key} the first one that is there. */
    public static Optional<String> credential(Headers headers) {
        return headers.first("authorization")
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip())
                .filter(value -> !value.isBlank())
                .or(() -> headers.first("x-api-key").filter(value -> !value.isBlank()))
                .or(() -> headers.first("api-key").filter(value -> !value.isBlank()));
    }
}
