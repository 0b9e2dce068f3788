package dev.portcullis.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a reply comes from: every attempt in order; the last one is the one that counted.
 *
 * @param attempts empty if no provider was asked for this call
 * @param source   whose answer it is, where no provider was asked for this call and yet one had answered
 * @param cacheKey the digest that the answer is kept under, if it is kept; empty if the cache was not asked. For operators, not for callers
 */
public record Origin(List<Attempt> attempts, CacheUse cache, Optional<Target> source, Optional<String> cacheKey) {

    public static final Origin GATEWAY = new Origin(List.of());

    /** Of a call that the cache had nothing to do with. */
    public Origin(List<Attempt> attempts) {
        this(attempts, CacheUse.BYPASS, Optional.empty(), Optional.empty());
    }

    /** Of an answer that was asked for by another call. */
    public static Origin known(Optional<Target> source) {
        return new Origin(List.of(), CacheUse.HIT, source, Optional.empty());
    }

    public Origin with(CacheUse use) {
        return new Origin(attempts, use, source, cacheKey);
    }

    /** Of a call that asked before, and then once more. */
    public Origin after(Origin before) {
        List<Attempt> all = new ArrayList<>(before.attempts);
        all.addAll(attempts);
        return new Origin(List.copyOf(all), cache, source, cacheKey);
    }

    /** Of a call that the cache was asked for. */
    public Origin keptUnder(String digest) {
        return new Origin(attempts, cache, source, Optional.of(digest));
    }

    /** Who answered, for this call or for another. */
    public Optional<Target> target() {
        return attempts.isEmpty() ? source : Optional.of(attempts.getLast().target());
    }

    /** Whether the model that was asked for answered this very call, or was to: no fallback did, and nothing that was known already. */
    public boolean isOwnOf(String model) {
        return cache != CacheUse.HIT && target().filter(target -> !target.model().equals(model)).isEmpty();
    }

    /** Time spent waiting for providers before the reply's head; back-off between attempts is not in it. */
    public Duration upstream() {
        Duration sum = Duration.ZERO;
        for (Attempt attempt : attempts) {
            sum = sum.plus(attempt.took());
        }
        return sum;
    }
}
