package dev.portcullis.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Neither was counted or logged: a night of guessing at the admin key left no trace. */
class TurnedAwayTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private long nanoseconds = -5;
    private final TurnedAway turnedAway = new TurnedAway(meters, () -> nanoseconds);

    @Test
    void countsThoseWhoWereTurnedAwayByStatus() {
        for (int status : new int[] {200, 401, 403, 401, 404, 503}) {
            turnedAway.answered(status, "192.0.2.1");
        }
        assertEquals(2, meters.get("portcullis_admin_refusals_total").tag("status", "401").counter().count());
        assertEquals(1, meters.get("portcullis_admin_refusals_total").tag("status", "403").counter().count());
        assertEquals(2, meters.find("portcullis_admin_refusals_total").counters().size());
    }

    @Test
    void saysSoOnceAMinuteWithTheirNumber() {
        String first = turnedAway.line(401, "192.0.2.1").orElseThrow();
        assertTrue(first.contains("1 with 401 ") && first.endsWith("192.0.2.1"), first);
        for (int i = 0; i < 1_000; i++) {
            assertEquals(Optional.empty(), turnedAway.line(401, "192.0.2.2"));
        }
        nanoseconds += TurnedAway.A_LINE_EVERY.toNanos();
        String second = turnedAway.line(403, "192.0.2.3").orElseThrow();
        assertTrue(second.contains("1000 with 401, 1 with 403 ") && second.endsWith("192.0.2.3"), second);
        assertEquals(Optional.empty(), turnedAway.line(401, "192.0.2.2"));
    }
}
