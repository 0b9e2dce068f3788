package dev.portcullis.release.feedback;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;

/** Calls of this process that named a prompt and are over, for some minutes: most feedback comes soon, and is then found without the database. */
final class RecentCalls {

    /** About a third of a kilobyte each. */
    static final int MOST = 20_000;
    static final Duration REMEMBERED = Duration.ofMinutes(15);

    private final Cache<KnownCall.Name, KnownCall> calls;

    RecentCalls(Ticker nanos) {
        this.calls = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).ticker(nanos).build();
    }

    void add(KnownCall call) {
        calls.put(call.name(), call);
    }

    Optional<KnownCall> find(KnownCall.Name name) {
        return Optional.ofNullable(calls.getIfPresent(name));
    }
}
