package dev.portcullis.tenant;

import dev.portcullis.config.ClaimPath;
import dev.portcullis.config.TenantClaim;
import dev.portcullis.pipeline.Identity;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Tenant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which tenant a token belongs to, by what it claims. One configuration's; immutable once it is in force. */
public final class ClaimTable {

    private record Claimant(Tenant tenant, Optional<String> issuer) {

        boolean takes(String tokensIssuer) {
            return issuer.isEmpty() || issuer.get().equals(tokensIssuer);
        }
    }

    private final Map<ClaimPath, Map<String, Set<Claimant>>> byClaim = new LinkedHashMap<>();

    ClaimTable() {
    }

    void add(TenantClaim claim, Tenant tenant) {
        byClaim.computeIfAbsent(claim.claim(), first -> new LinkedHashMap<>())
                .computeIfAbsent(claim.value(), first -> new HashSet<>()).add(new Claimant(tenant, claim.issuer()));
    }

    /**
     * Takes one look-up for each value of each claim that any tenant is told by.
     *
     * @param issuer the token's {@code iss}
     * @param claims all that the token claims, whose signature was found good
     * @param keyId  names whose token it is, see {@link Identity.Member}
     */
    public Identity identify(String issuer, Map<String, Object> claims, String keyId) {
        Set<Tenant> tenants = new LinkedHashSet<>();
        Set<ClaimPath> found = new LinkedHashSet<>();
        byClaim.forEach((path, claimants) -> path.find(claims).ifPresent(value -> texts(value).forEach(text -> {
            for (Claimant claimant : claimants.getOrDefault(text, Set.of())) {
                if (claimant.takes(issuer)) {
                    tenants.add(claimant.tenant);
                    found.add(path);
                }
            }
        })));
        return switch (tenants.size()) {
            case 0 -> new Identity.Rejected(new Refusal.NoTenant(false, written(byClaim.keySet())));
            case 1 -> new Identity.Member(tenants.iterator().next(), keyId);
            default -> new Identity.Rejected(new Refusal.NoTenant(true, written(found)));
        };
    }

    /** A claim's value as text, or each of a list's; objects and lists within lists have none. */
    private static Stream<String> texts(Object value) {
        return switch (value) {
            case String text -> Stream.of(text);
            case Number number -> Stream.of(number.toString());
            case Boolean flag -> Stream.of(flag.toString());
            case List<?> list -> list.stream().filter(item -> item instanceof String || item instanceof Number || item instanceof Boolean)
                    .map(Object::toString);
            default -> Stream.empty();
        };
    }

    private static List<String> written(Set<ClaimPath> paths) {
        return paths.stream().map(ClaimPath::toString).toList();
    }
}
