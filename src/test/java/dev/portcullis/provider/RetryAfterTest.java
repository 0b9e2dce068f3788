package dev.portcullis.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void readsSecondsMillisecondsAndDates() {
        assertEquals(Optional.of(Duration.ofSeconds(2)), read(Map.of("retry-after", "2")));
        assertEquals(Optional.of(Duration.ofMillis(1_500)), read(Map.of("retry-after", " 1.5 ")));
        assertEquals(Optional.of(Duration.ofMillis(20)), read(Map.of("retry-after-ms", "20", "retry-after", "1")));
        assertEquals(Optional.of(Duration.ofSeconds(30)), read(Map.of("retry-after", "Mon, 23 Nov 2026 12:00:30 GMT")));
        assertEquals(Optional.of(Duration.ZERO), read(Map.of("retry-after", "Mon, 23 Nov 2026 11:00:00 GMT")));
    }

    @Test
    void whatMakesNoSenseIsIgnored() {
        for (String nonsense : new String[] {"", "soon", "-1", "NaN", "Infinity", "1e300", "23 Nov"}) {
            assertEquals(Optional.empty(), read(Map.of("retry-after", nonsense)), nonsense);
        }
        assertEquals(Optional.empty(), read(Map.of()));
    }

    private static Optional<Duration> read(Map<String, String> headers) {
        return RetryAfter.read(headers::get, NOW);
    }
}
