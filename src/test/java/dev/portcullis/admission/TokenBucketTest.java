package dev.portcullis.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private static final long SECOND = 1_000_000_000L;

    private final TokenBucket bucket = new TokenBucket();

    @Test
    void beginsFullAndRefillsContinuously() {
        assertEquals(60, bucket.level(60, 0));
        bucket.take(60);
        assertEquals(0, bucket.level(60, 0));
        assertEquals(1.5, bucket.level(60, 3 * SECOND / 2), 1e-9);
        assertEquals(60, bucket.level(60, 3_600 * SECOND), "it holds a minute's worth, not an hour's");
    }

    @Test
    void whatWasUsedBeyondTheReservationIsPaidBackFirst() {
        bucket.level(60, 0);
        bucket.take(60);
        bucket.giveBack(-30, 60, 60);
        assertEquals(-30, bucket.level(60, 0));
        assertEquals(0, bucket.level(60, 30 * SECOND), 1e-9);
        assertFalse(TokenBucket.holds(bucket.level(60, 30 * SECOND), 1));
    }

    @Test
    void nobodyIsLockedOutForMuchLongerThanAnHour() {
        bucket.level(60, 0);
        bucket.giveBack(-1e12, 60, 60);
        assertEquals(-3_600, bucket.level(60, 0));
        assertEquals(0, bucket.level(60, 3_600 * SECOND), 1e-6);
    }

    /** What was owed beyond a minute's worth was forgiven: who never said how much they wanted got a multiple of the limit. */
    @Test
    void overAnHourCallsThatTurnOutFarTooLargeGetNoMoreThanTheLimit() {
        double used = 0;
        for (long now = 0; now < 3_600 * SECOND; now += SECOND) {
            if (TokenBucket.holds(bucket.level(10_000, now), 10_000)) {
                bucket.take(10_000);
                bucket.giveBack(10_000 - 250_000, 10_000, 10_000);
                used += 250_000;
            }
        }
        assertTrue(used <= 61 * 10_000 + 250_000, used + " in an hour of 600,000");
    }

    /** A replica's share of the limit bounded its debt as well. */
    @Test
    void whoDecidesOnAShareOwesAllOfIt() {
        bucket.level(10, 0);
        bucket.giveBack(-1_000, 10, 60);
        assertEquals(-990, bucket.level(10, 0));
    }

    @Test
    void tellsWhatWasTakenHereAndHasNotFlowedInAgain() {
        bucket.level(60, 0);
        bucket.take(40);
        bucket.untold(-10);
        assertEquals(20, bucket.tell(60, 20 * SECOND), 1e-9, "30 were taken, of which 10 are missing here no more");
        assertEquals(0, bucket.tell(60, 20 * SECOND));
    }

    @Test
    void followsALimitThatChanges() {
        bucket.level(60, 0);
        bucket.take(50);
        assertEquals(10, bucket.level(600, 0), "a larger limit is no gift, it refills faster");
        assertEquals(20, bucket.level(600, SECOND), 1e-9);
        assertEquals(5, bucket.level(5, SECOND));
    }

    @Test
    void aClockThatStandsOrGoesBackRefillsNothing() {
        bucket.level(60, 10 * SECOND);
        bucket.take(60);
        assertEquals(0, bucket.level(60, 9 * SECOND));
        assertEquals(0, bucket.level(60, 10 * SECOND), "what had flowed in by then does not flow in again");
        assertEquals(1, bucket.level(60, 11 * SECOND), 1e-9);
    }

    @Test
    void saysHowLongItTakes() {
        assertEquals(0, TokenBucket.nanosUntil(0, 60));
        assertEquals(SECOND, TokenBucket.nanosUntil(1, 60));
        assertEquals(600_000_000, TokenBucket.nanosUntil(1, 100));
    }

    @Property
    void overAnyTimeItLetsThroughNoMoreThanItHeldAndWhatFlowedIn(@ForAll List<@LongRange(min = 0, max = 5_000_000_000L) Long> pauses,
            @ForAll @IntRange(min = 1, max = 1_000_000) int limit, @ForAll @IntRange(min = 1, max = 100) int amount) {
        TokenBucket one = new TokenBucket();
        long now = 0;
        double passed = 0;
        for (long pause : pauses) {
            now += pause;
            if (TokenBucket.holds(one.level(limit, now), amount)) {
                one.take(amount);
                passed += amount;
            }
            assertTrue(passed <= limit + now * (limit / 60e9) + 1e-3, passed + " in " + now + " ns");
        }
    }
}
