package dev.portcullis.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.portcullis.config.yaml.Section;

/**
 * Which tokens belong to a tenant: those that have this value, or a list with it, as this claim.
 *
 * @param issuer whose tokens only, as their {@code iss} writes it; absent: those of every issuer that is known to the gateway
 */
public record TenantClaim(ClaimPath claim, String value, Optional<String> issuer) {

    /** Which tenant has which claim and value, by issuer, of all tenants read so far. */
    static final class Owners {

        private final Map<TenantClaim, Map<Optional<String>, String>> tenants = new LinkedHashMap<>();

        /** The tenant, if there is one, that would share tokens with this one; else this one is remembered. */
        private Optional<String> add(TenantClaim claim, String tenant) {
            Map<Optional<String>, String> same =
                    tenants.computeIfAbsent(new TenantClaim(claim.claim, claim.value, Optional.empty()), first -> new LinkedHashMap<>());
            Optional<String> other = same.entrySet().stream()
                    .filter(entry -> entry.getKey().isEmpty() || claim.issuer.isEmpty() || entry.getKey().equals(claim.issuer))
                    .map(Map.Entry::getValue).findFirst();
            same.putIfAbsent(claim.issuer, tenant);
            return other;
        }
    }

    /** @param owners this tenant's claim is added; a token must not belong to two tenants */
    static Optional<TenantClaim> read(String tenant, Section in, Owners owners) {
        Optional<ClaimPath> claim = in.required("claim").flatMap(ClaimPath::read);
        Optional<String> value = in.required("value").flatMap(written -> written.text());
        Optional<String> issuer = in.value("issuer").flatMap(Names::read);
        if (claim.isEmpty() || value.isEmpty()) {
            return Optional.empty();
        }
        TenantClaim read = new TenantClaim(claim.get(), value.get(), issuer);
        owners.add(read, tenant).ifPresent(other -> in.problem("tokens with this claim and value already belong to the tenant " + other
                + "; they must belong to one. An issuer for each can tell them apart"));
        return Optional.of(read);
    }
}
