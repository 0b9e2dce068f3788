package dev.portcullis.release.experiment.run;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.release.experiment.Experiment;
import dev.portcullis.release.experiment.Places;
import dev.portcullis.release.experiment.Plans;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NextLookTest {

    private static final Experiment FIRST = experiment(1);
    private static final Experiment SECOND = experiment(2);

    private long now = Long.MAX_VALUE - 1; // such a clock may begin anywhere
    private final NextLook next = new NextLook(() -> now);

    private static Experiment experiment(long run) {
        return Plans.running(run, Plans.plan("e" + run, "[{'name':'a','weight':1},{'name':'b','weight':1,'settings':{'temperature':0.5}}]"), new Places(0, 5_000));
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private void look(Duration took, Optional<Duration> left) {
        next.begin(List.of(FIRST));
        pass(took);
        next.seen(FIRST, left);
        next.end();
    }

    private boolean isDue() {
        return next.isDue(List.of(FIRST));
    }

    @Test
    void restsAHundredTimesAsLongAsItLooked() {
        assertTrue(isDue());
        look(Duration.ofMillis(60), Optional.empty());
        pass(Duration.ofMillis(5_999));
        assertFalse(isDue());
        pass(Duration.ofMillis(1));
        assertTrue(isDue());
    }

    @Test
    void restsForTwoMinutesAtMost() {
        look(Duration.ofSeconds(3), Optional.empty());
        pass(Duration.ofSeconds(119));
        assertFalse(isDue());
        pass(Duration.ofSeconds(1));
        assertTrue(isDue());
    }

    @Test
    void whoHasNotBeenLookedAtWaitsForNoRest() {
        look(Duration.ofSeconds(3), Optional.empty());
        assertTrue(next.isDue(List.of(FIRST, SECOND)));
        next.begin(List.of(FIRST, SECOND));
        next.end();
        pass(Duration.ofMillis(1));
        look(Duration.ofSeconds(3), Optional.empty());
        assertFalse(isDue());
        assertTrue(next.isDue(List.of(SECOND)));
    }

    @Test
    void anEndWaitsForNoRestAndOnlyOnce() {
        look(Duration.ofSeconds(3), Optional.of(Duration.ofSeconds(10)));
        pass(Duration.ofMillis(9_999));
        assertFalse(isDue());
        pass(Duration.ofMillis(1));
        assertTrue(isDue());
        look(Duration.ofSeconds(3), Optional.of(Duration.ofSeconds(-3))); // somehow it has not ended
        assertFalse(isDue());
    }

    @Test
    void whoIsGoneWakesNobody() {
        look(Duration.ofSeconds(3), Optional.of(Duration.ofSeconds(10)));
        next.begin(List.of());
        pass(Duration.ofSeconds(3));
        next.end();
        pass(Duration.ofSeconds(20));
        assertFalse(next.isDue(List.of()));
    }
}
