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
        bucket.giveBack(-30, 60);
        assertEquals(-30, bucket.level(60, 0));
        assertEquals(0, bucket.level(60, 30 * SECOND), 1e-9);
        assertFalse(TokenBucket.holds(bucket.level(60, 30 * SECOND), 1));
    }

    @Test
    void nobodyIsLockedOutForLongerThanTwoMinutes() {
        bucket.level(60, 0);
        bucket.giveBack(-1e12, 60);
        assertEquals(-60, bucket.level(60, 0));
        assertEquals(60, bucket.level(60, 120 * SECOND));
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
