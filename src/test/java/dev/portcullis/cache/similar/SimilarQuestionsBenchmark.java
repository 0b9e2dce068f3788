package dev.portcullis.cache.similar;

import dev.portcullis.cache.CacheKey;
import dev.portcullis.cache.similar.facts.SameFacts;
import dev.portcullis.cache.similar.facts.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a look costs: the embedding, the search among 1,000, and the comparison of facts with one that was found. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 3)
@Fork(1)
public class SimilarQuestionsBenchmark {

    private static final String SHORT = "How do I reset my password?";
    private static final String SIXTY_TOKENS = "We moved our company to another city last month and now the invoices still arrive with the old postal address. "
            + "Where in the settings can I change the billing address, and will the invoices that were already issued be corrected "
            + "for the tax office as well or do I have to ask the support team to do that?";
    private static final SimilarScope SCOPE = new SimilarScope(new CacheKey("acme", "model", "", "rest"), "vectors");

    private final MiniLm model = new MiniLm();
    private final EarlierQuestions earlier = new EarlierQuestions(Bounds.DEFAULT, InstantSource.system());
    private final Wording one = Wording.of(SIXTY_TOKENS);
    private float[] direction;

    @Setup
    public void fill() {
        Random random = new Random(7);
        for (int i = 0; i < Bounds.DEFAULT.questions(); i++) {
            direction = random(random);
            earlier.add(SCOPE, new EarlierQuestions.Earlier("question " + i, direction, new CacheKey("acme", "model", "", "key " + i),
                    Instant.now().plus(Duration.ofHours(1))));
        }
    }

    private static float[] random(Random random) {
        float[] parts = new float[384];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = (float) random.nextGaussian();
        }
        return Direction.of(parts).orElseThrow();
    }

    @Benchmark
    public float[] embedSixtyTokens() {
        return model.apply(SIXTY_TOKENS).orElseThrow();
    }

    @Benchmark
    public float[] embedShort() {
        return model.apply(SHORT).orElseThrow();
    }

    @Benchmark
    public List<?> nearestAmongThousand() {
        return earlier.near(SCOPE, direction, SimilarQuestions.THRESHOLD);
    }

    @Benchmark
    public boolean compareFacts() {
        return SameFacts.in(one, Wording.of(SIXTY_TOKENS));
    }
}
