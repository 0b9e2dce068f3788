package dev.portcullis.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessSettingsTest {

    private static final long HEAP = 256L * 1024 * 1024;

    /** A keep-alive of 0s sent 1,553 comments in 4 s, and the others were taken as silently. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "portcullis.body.max-size|0|PORTCULLIS_BODY_MAX_SIZE is 0, expected a size from 1K to 128M, half of the heap",
            "portcullis.body.max-size|129M|PORTCULLIS_BODY_MAX_SIZE is 129M, expected a size from 1K to 128M, half of the heap",
            "portcullis.body.max-size|foo|PORTCULLIS_BODY_MAX_SIZE is foo, expected a size from 1K to 128M, half of the heap",
            "portcullis.body.timeout|0s|PORTCULLIS_BODY_TIMEOUT is 0s, expected a duration from 100ms to 1h",
            "portcullis.body.timeout|foo|PORTCULLIS_BODY_TIMEOUT is foo, expected a duration from 100ms to 1h",
            "portcullis.body.timeout|61m|PORTCULLIS_BODY_TIMEOUT is 61m, expected a duration from 100ms to 1h",
            "portcullis.stream.keep-alive|0s|PORTCULLIS_STREAM_KEEP_ALIVE is 0s, expected a duration from 100ms to 1h",
            "portcullis.cache.memory|1T|PORTCULLIS_CACHE_MEMORY is 1T, expected a size from 0 to 128M, half of the heap",
            "portcullis.cache.memory|-1|PORTCULLIS_CACHE_MEMORY is -1, expected a size from 0 to 128M, half of the heap",
            "portcullis.cache.redis-value|3G|PORTCULLIS_CACHE_REDIS_VALUE is 3G, expected a size from 0 to 16M",
            "portcullis.ledger.max-journal-size|1Y|PORTCULLIS_LEDGER_MAX_JOURNAL_SIZE is 1Y, expected a size from 0 to 1024G",
            "portcullis.redis.patience|0s|PORTCULLIS_REDIS_PATIENCE is 0s, expected a duration from 1ms to 60s",
            "portcullis.oidc.keys-fresh-for|0s|PORTCULLIS_OIDC_KEYS_FRESH_FOR is 0s, expected a duration from 1s to 24h",
            "portcullis.shutdown.grace|-5s|PORTCULLIS_SHUTDOWN_GRACE is -5s, expected a duration from 0s to 1h",
            "portcullis.shutdown.grace|PT-5S|PORTCULLIS_SHUTDOWN_GRACE is PT-5S, expected a duration from 0s to 1h" })
    void whatCannotBeMeantIsRefusedWithWhatWouldBeRight(String property, String value, String problem) {
        InvalidConfig refused = assertThrows(InvalidConfig.class, () -> ProcessSettings.check(of(Map.of(property, value)), HEAP));
        assertEquals(problem, refused.getMessage().strip());
    }

    @Test
    void boundsThemselvesAreRight() {
        assertDoesNotThrow(() -> ProcessSettings.check(of(Map.of("portcullis.body.max-size", "128M", "portcullis.body.timeout", "PT0.1S",
                "portcullis.stream.keep-alive", "1h", "portcullis.cache.memory", "0", "portcullis.cache.redis-value", "16384K",
                "portcullis.shutdown.grace", "0", "portcullis.redis.patience", "1ms")), HEAP));
    }

    @Test
    void whatIsNotSetIsNotLookedAt() {
        assertDoesNotThrow(() -> ProcessSettings.check(name -> Optional.empty(), 1));
    }

    private static Function<String, Optional<String>> of(Map<String, String> settings) {
        return name -> Optional.ofNullable(settings.get(name));
    }
}
