package dev.portcullis.cache.similar;

import dev.portcullis.cache.CacheKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * Questions that were answered, by scope. A scope that is full loses its oldest; while all together take too many bytes, the scope that was
 * longest not looked at loses its oldest. Any thread; a look does not hold up others, since it goes through a list that never changes.
 */
final class EarlierQuestions {

    /** So many of the nearest may turn out to ask about something else before a look is given up. */
    private static final int CANDIDATES = 8;
    /** Objects, and the digest. */
    private static final int QUESTION_BYTES = 300;
    private static final int SCOPE_BYTES = 500;

    /** @param direction of length 1 */
    record Earlier(String question, float[] direction, CacheKey key, Instant ends) {

        long bytes() {
            return QUESTION_BYTES + (long) Float.BYTES * direction.length + Character.BYTES * (long) question.length() + names(key);
        }
    }

    private record Near(Earlier earlier, float likeness) {
    }

    private final Bounds bounds;
    private final InstantSource clock;
    private final Map<SimilarScope, Earlier[]> scopes = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    EarlierQuestions(Bounds bounds, InstantSource clock) {
        this.bounds = bounds;
        this.clock = clock;
    }

    /** @return the nearest ones at or above the threshold, the nearest first */
    List<Earlier> near(SimilarScope scope, float[] direction, float threshold) {
        Earlier[] all;
        synchronized (this) {
            all = scopes.get(scope);
        }
        if (all == null) {
            return List.of();
        }
        Instant now = clock.instant();
        PriorityQueue<Near> nearest = new PriorityQueue<>(Comparator.comparingDouble(Near::likeness));
        for (Earlier earlier : all) {
            if (earlier.direction.length != direction.length) {
                continue;
            }
            float likeness = Direction.product(earlier.direction, direction);
            if (likeness >= threshold && earlier.ends.isAfter(now)) {
                nearest.add(new Near(earlier, likeness));
                if (nearest.size() > CANDIDATES) {
                    nearest.remove();
                }
            }
        }
        return nearest.stream().sorted(Comparator.comparingDouble(Near::likeness).reversed()).map(Near::earlier).toList();
    }

    /** In place of what is known under the same key. */
    synchronized void add(SimilarScope scope, Earlier earlier) {
        Instant now = clock.instant();
        List<Earlier> rest = new ArrayList<>(List.of(scopes.getOrDefault(scope, new Earlier[0])));
        rest.removeIf(one -> one.key.equals(earlier.key) || !one.ends.isAfter(now));
        rest.add(earlier);
        put(scope, rest.subList(Math.max(0, rest.size() - bounds.questions()), rest.size()));
        while (bytes > bounds.bytes()) {
            Map.Entry<SimilarScope, Earlier[]> least = scopes.entrySet().iterator().next();
            put(least.getKey(), List.of(least.getValue()).subList(1, least.getValue().length));
        }
    }

    /** Looks at this scope's only. */
    synchronized void forget(SimilarScope scope, CacheKey key) {
        List<Earlier> rest = new ArrayList<>(List.of(scopes.getOrDefault(scope, new Earlier[0])));
        if (rest.removeIf(one -> one.key.equals(key))) {
            put(scope, rest);
        }
    }

    synchronized void forget(Predicate<CacheKey> which) {
        removeIf(earlier -> which.test(earlier.key));
    }

    /** Takes away what is too old, which else stays until its scope is added to. */
    synchronized void sweep() {
        Instant now = clock.instant();
        removeIf(earlier -> !earlier.ends.isAfter(now));
    }

    synchronized long bytes() {
        return bytes;
    }

    private void removeIf(Predicate<Earlier> which) {
        Iterator<Map.Entry<SimilarScope, Earlier[]>> all = scopes.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<SimilarScope, Earlier[]> scope = all.next();
            List<Earlier> left = new ArrayList<>(List.of(scope.getValue()));
            if (left.removeIf(which)) {
                bytes -= bytes(scope.getKey(), scope.getValue());
                if (left.isEmpty()) {
                    all.remove();
                } else {
                    scope.setValue(left.toArray(Earlier[]::new));
                    bytes += bytes(scope.getKey(), scope.getValue());
                }
            }
        }
    }

    private void put(SimilarScope scope, List<Earlier> questions) {
        Earlier[] now = questions.toArray(Earlier[]::new);
        Earlier[] before = now.length == 0 ? scopes.remove(scope) : scopes.put(scope, now);
        bytes += bytes(scope, now) - (before == null ? 0 : bytes(scope, before));
    }

    private static long bytes(SimilarScope scope, Earlier[] questions) {
        long sum = questions.length == 0 ? 0 : SCOPE_BYTES + names(scope.rest());
        for (Earlier earlier : questions) {
            sum += earlier.bytes();
        }
        return sum;
    }

    private static long names(CacheKey key) {
        return Character.BYTES * ((long) key.tenant().length() + key.model().length() + key.prompt().length());
    }
}
