package dev.portcullis.cache;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Memory before Redis. What this process has made is in both for as long as it may live; what comes from Redis stays in memory for
 * a short while only. Nothing lives longer than from when it was made, whichever way it comes, and nothing that was purged is given.
 */
final class Layers<A> {

    /** How long this process goes without asking Redis again. */
    static final Duration COPIES_LIVE = Duration.ofSeconds(10);

    private final Form<A> form;
    private final AnswersHere<A> here;
    private final AnswersAtRedis<A> redis;
    private final PurgeMarks purged;
    private final InstantSource clock;

    Layers(Form<A> form, AnswersHere<A> here, AnswersAtRedis<A> redis, PurgeMarks purged, InstantSource clock) {
        this.form = form;
        this.here = here;
        this.redis = redis;
        this.purged = purged;
        this.clock = clock;
    }

    /** Answers at once where it is known here, or where Redis is not in use. */
    Uni<Lookup<A>> find(CacheKey key) {
        Optional<A> known = here.find(key);
        if (known.isPresent()) {
            if (!purged.keepAway(key, form.at().apply(known.get()))) {
                return Uni.createFrom().item(Lookup.of(known.get()));
            }
            here.drop(key);
        }
        if (!redis.inUse() || !purged.areKnown()) {
            return Uni.createFrom().item(redis.isNone() ? Lookup.none() : Lookup.unknown());
        }
        return Uni.createFrom().emitter(emitter -> redis.find(key).onComplete(found -> emitter.complete(found.result().found()
                .map(one -> take(key, one)).orElseGet(() -> found.result().absent() ? Lookup.none() : Lookup.unknown()))));
    }

    private Lookup<A> take(CacheKey key, AnswersAtRedis.Found<A> found) {
        Instant at = form.at().apply(found.answer());
        if (purged.keepAway(key, at)) {
            redis.drop(key);
            return Lookup.none();
        }
        Duration left = left(at, found.ttl());
        if (left.toMillis() <= 0) {
            return Lookup.none();
        }
        // What comes from the future was made by a clock that is no measure for purges, nor for its age.
        if (left.minus(found.ttl()).compareTo(KeptAnswers.CLOCKS_DIFFER) > 0) {
            return Lookup.unknown();
        }
        here.keep(key, found.answer(), form.weight().applyAsInt(found.answer()), shorter(left, COPIES_LIVE));
        return Lookup.of(found.answer());
    }

    /** @return completes when other replicas can find it, or never will; does not fail */
    Future<Void> keep(CacheKey key, A answer, Duration ttl) {
        Instant at = form.at().apply(answer);
        Duration most = shorter(ttl, KeptAnswers.LONGEST);
        Duration left = shorter(left(at, most), most);
        if (left.toMillis() > 0 && !purged.keepAway(key, at)) {
            here.keep(key, answer, form.weight().applyAsInt(answer), left);
            return redis.keep(key, answer, most, left);
        }
        return Future.succeededFuture();
    }

    void forget(Predicate<CacheKey> which) {
        here.forget(which);
    }

    private Duration left(Instant at, Duration ttl) {
        return Duration.between(clock.instant(), at.plus(ttl));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
