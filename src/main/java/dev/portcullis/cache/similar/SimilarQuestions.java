package dev.portcullis.cache.similar;

import dev.portcullis.cache.CacheKey;
import dev.portcullis.cache.similar.facts.SameFacts;
import dev.portcullis.cache.similar.facts.Wording;
import dev.portcullis.pipeline.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
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
    private final EarlierQuestions earlier;
    private final Counter hits;
    private final Counter misses;
    private final Counter different;
    private final Counter notCompared;

    /** @param threshold the least cosine of two questions that may share an answer */
    public SimilarQuestions(Embedder embedder, float threshold, Bounds bounds, InstantSource clock, MeterRegistry meters) {
        this.embedder = embedder;
        this.threshold = threshold;
        this.clock = clock;
        earlier = new EarlierQuestions(bounds, clock);
        hits = counter(meters, "hit");
        misses = counter(meters, "miss");
        different = counter(meters, "different");
        notCompared = counter(meters, "not_compared");
        Gauge.builder(Metric.CACHE_SIMILAR_BYTES.meterName(), earlier, EarlierQuestions::bytes).description(Metric.CACHE_SIMILAR_BYTES.meaning()).register(meters);
    }

    private static Counter counter(MeterRegistry meters, String result) {
        return Counter.builder(Metric.CACHE_SIMILAR.meterName()).description(Metric.CACHE_SIMILAR.meaning()).tag("result", result).register(meters);
    }

    /** What one question has found, and the way to remember it without embedding it again. */
    public interface Look {

        /** Under this an answer may be kept; it may also be gone by now. */
        Optional<CacheKey> nearest();

        /** The question was answered, and its answer is kept under the key. Does nothing for a question that could not be embedded. */
        void remember(CacheKey key, Duration life);
    }

    /** Never fails. Comes on the embedder's thread. @param question what is asked; scope and question together are the whole call */
    public Uni<Look> look(SimilarScope scope, String question) {
        if (question.isBlank() || question.length() > Wording.MOST_CHARACTERS) {
            notCompared.increment();
            return Uni.createFrom().item(new Nothing());
        }
        return embedder.embed(question).map(vector -> vector.flatMap(Direction::of).<Look>map(direction -> new Found(scope, question, direction)).orElseGet(() -> {
            notCompared.increment();
            return new Nothing();
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

    private final class Found implements Look {

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
            (nearest.isPresent() ? hits : near.isEmpty() ? misses : different).increment();
        }

        @Override
        public Optional<CacheKey> nearest() {
            return nearest;
        }

        @Override
        public void remember(CacheKey key, Duration life) {
            earlier.add(scope, new EarlierQuestions.Earlier(question, direction, key, clock.instant().plus(life)));
        }
    }

    private record Nothing() implements Look {

        @Override
        public Optional<CacheKey> nearest() {
            return Optional.empty();
        }

        @Override
        public void remember(CacheKey key, Duration life) {
            // What has no direction is near to nothing.
        }
    }
}
