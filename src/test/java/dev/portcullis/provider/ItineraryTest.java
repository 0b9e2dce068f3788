package dev.portcullis.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.Attempt;
import dev.portcullis.pipeline.Route;
import dev.portcullis.pipeline.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ItineraryTest {

    private static final Target BLUE = new Target("gpt", "blue", "p", "gpt");
    private static final Target GREEN = new Target("gpt", "green", "p", "gpt");
    private static final Target OTHER = new Target("claude", "only", "p", "claude");

    @Test
    void aRetryGoesToAnotherTargetWhereThereIsOneAndDoesNotWait() {
        assertEquals(List.of("gpt/blue now", "gpt/green now"), walk(1, List.of(BLUE, GREEN)));
    }

    @Test
    void theOnlyTargetIsTriedAgainAfterItsBackOff() {
        assertEquals(List.of("gpt/blue now", "gpt/blue later", "gpt/blue later"), walk(2, List.of(BLUE)));
    }

    @Test
    void fallbacksFollowWhenAModelsAttemptsAreUsedUp() {
        assertEquals(List.of("gpt/blue now", "gpt/green now", "claude/only now"), walk(1, List.of(BLUE, GREEN), List.of(OTHER)));
        assertEquals(List.of("gpt/blue now", "claude/only now"), walk(0, List.of(BLUE), List.of(OTHER)));
    }

    @Test
    void anOpenBreakerUsesNoAttempt() {
        Itinerary itinerary = itinerary(0, List.of(BLUE, GREEN));
        itinerary.breakerOpen(itinerary.next().orElseThrow().target());
        assertEquals(GREEN, itinerary.next().orElseThrow().target());
        itinerary.breakerOpen(GREEN);
        assertTrue(itinerary.next().isEmpty());
    }

    @Test
    void aProviderThatAsksForALongRestIsNotAskedAgain() {
        Itinerary itinerary = itinerary(5, List.of(BLUE), List.of(OTHER));
        itinerary.next();
        itinerary.failed(BLUE, limited(Duration.ofMinutes(1)));
        assertEquals(OTHER, itinerary.next().orElseThrow().target());
    }

    @Test
    void whoHasNoTimeAsksEachTargetOnce() {
        Route route = new Route(List.of(new Route.Leg("gpt", List.of(BLUE, GREEN), 5), new Route.Leg("claude", List.of(OTHER), 0)));
        Itinerary itinerary = new Itinerary(route, new Backoff(new Constant(0)), true);
        List<Target> asked = new ArrayList<>();
        for (Optional<Itinerary.Step> step = itinerary.next(); step.isPresent(); step = itinerary.next()) {
            assertEquals(Duration.ZERO, step.get().pause());
            asked.add(step.get().target());
            itinerary.failed(step.get().target(), UpstreamFailure.of(Attempt.Result.RATE_LIMITED, "answered 429"));
        }
        assertEquals(List.of(BLUE, GREEN, OTHER), asked);
    }

    @Test
    void retryAfterIsTheLeastThatIsWaited() {
        Itinerary itinerary = itinerary(1, List.of(BLUE));
        itinerary.next();
        itinerary.failed(BLUE, limited(Duration.ofSeconds(3)));
        assertEquals(Duration.ofSeconds(3), itinerary.next().orElseThrow().pause());
    }

    @Test
    void backOffDoublesWithinItsCapAndIsJittered() {
        Backoff lowest = new Backoff(new Constant(0));
        assertEquals(List.of(100L, 200L, 400L, 800L, 1_600L, 2_500L, 2_500L), millis(lowest));
        Backoff random = new Backoff(RandomGenerator.of("L64X128MixRandom"));
        for (int i = 0; i < 1_000; i++) {
            long first = random.after(1, Optional.empty()).toMillis();
            assertTrue(first >= 100 && first <= 200, "first back-off " + first);
        }
    }

    private static List<Long> millis(Backoff backoff) {
        List<Long> all = new ArrayList<>();
        for (int failures = 1; failures <= 7; failures++) {
            all.add(backoff.after(failures, Optional.empty()).toMillis());
        }
        return all;
    }

    @SafeVarargs
    private static List<String> walk(int retries, List<Target>... legs) {
        Itinerary itinerary = itinerary(retries, legs);
        List<String> steps = new ArrayList<>();
        for (Optional<Itinerary.Step> step = itinerary.next(); step.isPresent(); step = itinerary.next()) {
            steps.add(step.get().target().id() + (step.get().pause().isZero() ? " now" : " later"));
            itinerary.failed(step.get().target(), UpstreamFailure.of(Attempt.Result.SERVER_ERROR, "answered 500"));
            assertTrue(steps.size() < 50, "endless");
        }
        return steps;
    }

    /** The first leg has the retries; a fallback has none. */
    @SafeVarargs
    private static Itinerary itinerary(int retries, List<Target>... legs) {
        List<Route.Leg> all = new ArrayList<>();
        for (List<Target> targets : legs) {
            all.add(new Route.Leg(targets.getFirst().model(), targets, all.isEmpty() ? retries : 0));
        }
        return new Itinerary(new Route(all), new Backoff(new Constant(0)), false);
    }

    private static UpstreamFailure limited(Duration retryAfter) {
        return UpstreamFailure.of(Attempt.Result.RATE_LIMITED, "answered 429").after(Optional.of(retryAfter));
    }

    private record Constant(long value) implements RandomGenerator {
        @Override
        public long nextLong() {
            return value;
        }
    }
}
