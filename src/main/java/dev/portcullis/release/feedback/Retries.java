package dev.portcullis.release.feedback;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.portcullis.pipeline.release.UnitHash;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * What each caller gave each prompt last, in this process. A caller who asks nearly the same again soon after the answer was not served by
 * it. Nobody's words are kept.
 */
final class Retries {

    /** Callers with prompts; about two thirds of a kilobyte each. */
    static final int MOST = 20_000;
    private static final Duration LONGEST = Duration.ofDays(1);

    /** @param ended in nanoseconds */
    private record Last(Sketch sketch, KnownCall call, long ended) {
    }

    private final Cache<UUID, Last> last;

    Retries(Ticker nanos) {
        this.last = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LONGEST).ticker(nanos).build();
    }

    /**
     * One call that is over.
     *
     * @param caller   whom one retry is told from another's question by
     * @param begun    in nanoseconds, like {@code ended}; who asks several times at once does not ask again
     * @param answered whether it has an answer that could be worth something
     * @return the call whose answer was not good enough
     */
    Optional<KnownCall> over(String caller, Sketch sketch, KnownCall call, long begun, long ended, boolean answered, Duration window) {
        UUID who = UnitHash.of(call.name().tenant() + '\n' + call.prompt() + '\n' + caller);
        Last before = last.getIfPresent(who);
        if (answered && sketch.texts() > 0) {
            last.put(who, new Last(sketch, call, ended));
        }
        boolean soon = before != null && begun - before.ended >= 0 && begun - before.ended <= window.toNanos();
        return soon && before.sketch.isNear(sketch) ? Optional.of(before.call) : Optional.empty();
    }
}
