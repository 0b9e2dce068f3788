package dev.portcullis.cache;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What was purged, and until when an answer was made in vain. Immutable. A look at it costs a few look-ups in a table, however many there are. */
final class Marks {

    private final Map<String, Map<Purge, Instant>> byTenant = new HashMap<>();

    Marks(Map<Purge, Instant> purged) {
        purged.forEach((purge, at) -> byTenant.computeIfAbsent(purge.tenant(), none -> new HashMap<>()).put(purge, at));
    }

    /** The latest time that fits this key. */
    Optional<Instant> of(CacheKey key) {
        Map<Purge, Instant> marks = byTenant.get(key.tenant());
        if (marks == null) {
            return Optional.empty();
        }
        Instant latest = null;
        for (int kind = 0; kind < Purge.KINDS; kind++) {
            Instant at = marks.get(Purge.of(key, kind));
            if (at != null && (latest == null || at.isAfter(latest))) {
                latest = at;
            }
        }
        return Optional.ofNullable(latest);
    }

    /** Those that others do not have, or have with another time. */
    Marks without(Marks others) {
        Map<Purge, Instant> rest = new HashMap<>();
        byTenant.forEach((tenant, marks) -> marks.forEach((purge, at) -> {
            if (!at.equals(others.byTenant.getOrDefault(tenant, Map.of()).get(purge))) {
                rest.put(purge, at);
            }
        }));
        return new Marks(rest);
    }

    int count() {
        return byTenant.values().stream().mapToInt(Map::size).sum();
    }

    boolean isEmpty() {
        return byTenant.isEmpty();
    }
}
