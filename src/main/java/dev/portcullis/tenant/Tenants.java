package dev.portcullis.tenant;

import dev.portcullis.config.GatewayConfig;
import dev.portcullis.config.KeyHash;
import dev.portcullis.config.TenantSettings;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Identity;
import dev.portcullis.pipeline.Tenant;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The tenants in force and the keys that lead to them. */
@Singleton
public final class Tenants {

    /** Everybody's tenant where the configuration names none. */
    public static final String OPEN = "default";

    private static final String BEARER = "bearer ";

    private volatile Optional<Map<KeyHash, Identity.Member>> byKey = Optional.of(Map.of());
    private volatile ClaimTable claims = new ClaimTable();

    /** Without {@code tenants} the gateway is open: every caller belongs to the tenant {@link #OPEN}. */
    public void apply(GatewayConfig config) {
        if (config.tenants().isEmpty()) {
            byKey = Optional.empty();
            claims = new ClaimTable();
            return;
        }
        Map<KeyHash, Identity.Member> members = new HashMap<>();
        ClaimTable table = new ClaimTable();
        for (TenantSettings settings : config.tenants().values()) {
            Tenant tenant = new Tenant(settings.name(), settings::mayUse);
            for (KeyHash key : settings.keys()) {
                members.put(key, new Identity.Member(tenant, key.prefix()));
            }
            settings.oidc().ifPresent(claim -> table.add(claim, tenant));
        }
        byKey = Optional.of(Map.copyOf(members));
        claims = table;
    }

    /** Whether every caller is served, whatever its credential is. */
    public boolean isOpen() {
        return byKey.isEmpty();
    }

    /** The table in force for tokens; it is another one after every change of the configuration. */
    public ClaimTable claims() {
        return claims;
    }

    /** Who is calling, by the API key in these headers. */
    public Identity identify(Headers headers) {
        return identify(credential(headers));
    }

    /** Whose API key this is. @param key empty for a caller who gave none */
    public Identity identify(Optional<String> key) {
        Optional<Map<KeyHash, Identity.Member>> members = byKey;
        if (members.isEmpty()) {
            return new Identity.Member(new Tenant(OPEN, model -> true), key.map(k -> KeyHash.of(k).prefix()).orElse(Identity.NO_KEY));
        }
        if (key.isEmpty()) {
            return new Identity.Stranger("No API key was given. Send one as 'Authorization: Bearer <key>' (or x-api-key, or api-key).");
        }
        // Found by its hash, so the time a look-up takes says nothing about any key; KeyHash.equals is constant-time as well.
        Identity.Member member = members.get().get(KeyHash.of(key.get()));
        return member != null ? member : new Identity.Stranger("The API key is not known here: it is wrong, or it was revoked.");
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
