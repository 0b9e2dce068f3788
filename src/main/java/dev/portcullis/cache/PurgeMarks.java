package dev.portcullis.cache;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The purges that are in force here. Until they are known, every answer may have been purged. */
@Singleton
final class PurgeMarks {

    private volatile Optional<Marks> marks = Optional.empty();

    boolean areKnown() {
        return marks.isPresent();
    }

    int count() {
        return marks.map(Marks::count).orElse(0);
    }

    /** Whether an answer that was made at that time must not be given any more, nor be kept. */
    boolean keepAway(CacheKey key, Instant at) {
        Optional<Marks> known = marks;
        return known.isEmpty() || known.get().of(key).filter(until -> !at.isAfter(until)).isPresent();
    }

    /** By one thread at a time. @return those that were not in force before */
    Marks apply(Map<Purge, Instant> purged) {
        Marks now = new Marks(purged);
        Marks fresh = marks.map(now::without).orElse(now);
        marks = Optional.of(now);
        return fresh;
    }
}
