package dev.portcullis.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LivingReplicasTest {

    private long now = Long.MAX_VALUE - 1;
    private final LivingReplicas replicas = new LivingReplicas(() -> now);

    private int after(int seconds, int seen) {
        now += Duration.ofSeconds(seconds).toNanos();
        return replicas.count(seen);
    }

    @Test
    void countsThoseThatWereSeen() {
        assertEquals(1, after(0, 1));
        assertEquals(3, after(5, 3));
        assertEquals(2, after(5, 2));
    }

    /** The first that reached a database again thought that all others had died, and gave all of each limit and budget. */
    @Test
    void nobodyIsTakenForDeadBecauseTheDatabaseWasAway() {
        assertEquals(3, after(0, 3));
        assertEquals(3, after(20, 1));
        assertEquals(3, after(5, 2));
        assertEquals(3, after(5, 3));
        assertEquals(3, after(5, 3));
    }

    @Test
    void whoDiedMeanwhileIsMissedWhenAllCanHaveSaidThatTheyAreHere() {
        assertEquals(3, after(0, 3));
        assertEquals(3, after(20, 1));
        assertEquals(3, after(5, 2));
        assertEquals(3, after(5, 2));
        assertEquals(2, after(5, 2));
    }

    @Test
    void moreThanBeforeCountAtOnce() {
        assertEquals(2, after(0, 2));
        assertEquals(4, after(20, 4));
        assertEquals(4, after(5, 3));
    }

    @Test
    void aBeatThatIsLateMakesNoDoubt() {
        assertEquals(2, after(0, 2));
        assertEquals(1, after(10, 1));
    }
}
