package dev.portcullis.cache.similar;

import dev.portcullis.cache.CacheKey;
import dev.portcullis.cache.OtherWords;
import dev.portcullis.cache.similar.facts.SameFacts;
import dev.portcullis.cache.similar.facts.Wording;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * Finds the key of the nearest earlier question that asks about the same facts. Only questions that were answered for themselves are
 * remembered, so that no answer wanders from one to the next like one and away from what it was given for.
 */
public final class SimilarQuestions {

    /** Chosen for {@link MiniLm} by the measurement in {@code src/docs/semantic-cache.md}; another model needs one of its own. */
    public static final float THRESHOLD = 0.85f;

    private final Embedder embedder;
    private final float threshold;
    private final InstantSource clock;
    private final Executor worker;
    private final EarlierQuestions earlier;
    private final Counter hits;
    private final Counter misses;
    private final Counter different;
    private final Counter notCompared;
    private final Counter gone;

    /** Which does all of it where it is asked for. */
    public SimilarQuestions(Embedder embedder, float threshold, Bounds bounds, InstantSource clock, MeterRegistry meters) {
        this(embedder, threshold, bounds, clock, Runnable::run, meters);
    }

    /**
     * @param threshold the least cosine of two questions that may share an answer
     * @param worker    where what waits for a lock is done: none of it is anybody's to wait for
     */
    SimilarQuestions(Embedder embedder, float threshold, Bounds bounds, InstantSource clock, Executor worker, MeterRegistry meters) {
        this.embedder = embedder;
        this.worker = worker;
        this.threshold = threshold;
        this.clock = clock;
        earlier = new EarlierQuestions(bounds, clock);
        hits = counter(meters, "hit");
        misses = counter(meters, "miss");
        different = counter(meters, "different");
        notCompared = counter(meters, "not_compared");
        gone = counter(meters, "gone");
        Gauge.builder(Metric.CACHE_SIMILAR_BYTES.meterName(), earlier, EarlierQuestions::bytes).description(Metric.CACHE_SIMILAR_BYTES.meaning()).register(meters);
    }

    private static Counter counter(MeterRegistry meters, String result) {
        return Counter.builder(Metric.CACHE_SIMILAR.meterName()).description(Metric.CACHE_SIMILAR.meaning()).tag("result", result).register(meters);
    }

    private SimilarQuestions(Embedder embedder, float threshold, SimilarQuestions like) {
        this.embedder = embedder;
        this.threshold = threshold;
        clock = like.clock;
        worker = like.worker;
        earlier = like.earlier;
        hits = like.hits;
        misses = like.misses;
        different = like.different;
        notCompared = like.notCompared;
        gone = like.gone;
    }

    /** The same questions, compared otherwise. */
    SimilarQuestions with(Embedder other, float otherThreshold) {
        return new SimilarQuestions(other, otherThreshold, this);
    }

    /** Never fails. Comes on the embedder's thread. @param question what is asked; scope and question together are the whole call */
    public Uni<OtherWords.Look> look(Call asking, SimilarScope scope, String question) {
        if (question.isBlank() || question.length() > Wording.MOST_CHARACTERS || Placeholders.in(question)) {
            notCompared.increment();
            return Uni.createFrom().item(OtherWords.Look.NOTHING);
        }
        return embedder.embed(asking, question).map(vector -> vector.flatMap(Direction::of)
                .<OtherWords.Look>map(direction -> new Found(scope, question, direction)).orElseGet(() -> {
                    notCompared.increment();
                    return new NotEmbedded(asking, scope, question);
                }));
    }

    /** Looks at every key. */
    public void forget(Predicate<CacheKey> which) {
        earlier.forget(which);
    }

    /** Takes away what is too old. */
    public void sweep() {
        earlier.sweep();
    }

    private final class Found implements OtherWords.Look {

        private final SimilarScope scope;
        private final String question;
        private final float[] direction;
        private final Optional<CacheKey> nearest;

        Found(SimilarScope scope, String question, float[] direction) {
            this.scope = scope;
            this.question = question;
            this.direction = direction;
            List<EarlierQuestions.Earlier> near = earlier.near(scope, direction, threshold);
            Wording wording = near.isEmpty() ? null : Wording.of(question);
            nearest = near.stream().filter(one -> SameFacts.in(wording, Wording.of(one.question()))).map(EarlierQuestions.Earlier::key).findFirst();
            if (nearest.isEmpty()) {
                (near.isEmpty() ? misses : different).increment();
            }
        }

        @Override
        public Optional<CacheKey> nearest() {
            return nearest;
        }

        @Override
        public void given() {
            hits.increment();
        }

        @Override
        public void notGiven(boolean isGone) {
            gone.increment();
            if (isGone) {
                nearest.ifPresent(key -> worker.execute(() -> earlier.forget(scope, key)));
            }
        }

        @Override
        public void remember(CacheKey key, Duration life) {
            worker.execute(() -> add(scope, question, direction, key, life));
        }
    }

    private void add(SimilarScope scope, String question, float[] direction, CacheKey key, Duration life) {
        earlier.add(scope, new EarlierQuestions.Earlier(question, direction, key, clock.instant().plus(life)));
    }

    /** For which there was no vector in time. Its caller has its answer now, so there is time; else nobody would find it while it is kept. */
    private final class NotEmbedded implements OtherWords.Look {

        private final Call asking;
        private final SimilarScope scope;
        private final String question;

        NotEmbedded(Call asking, SimilarScope scope, String question) {
            this.asking = asking;
            this.scope = scope;
            this.question = question;
        }

        @Override
        public Optional<CacheKey> nearest() {
            return Optional.empty();
        }

        @Override
        public void given() {
            // It was not compared.
        }

        @Override
        public void notGiven(boolean isGone) {
            // As above.
        }

        @Override
        public void remember(CacheKey key, Duration life) {
            embedder.embed(asking, question).subscribe().with(vector -> vector.flatMap(Direction::of).ifPresent(direction ->
                    worker.execute(() -> add(scope, question, direction, key, life))));
        }
    }
}
