package dev.portcullis.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.pipeline.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheControlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "no-store | true false false",
        "NO-Cache | false true false",
        "only-if-cached | false false true",
        "no-cache=\"set-cookie, no-store\" | false true false",
        "private, stale-if-error=60, x=\"no-store\" | false false false",
        "no-store , only-if-cached | true false true",
        " ,, no-cache,, | false true false",
        "no-storefront | false false false"})
    void directivesAreReadAsHttpWritesThem(String value, String flags) {
        CacheControl read = of(value);
        assertEquals(flags, read.noStore() + " " + read.noCache() + " " + read.onlyIfCached());
        assertEquals(CacheControl.ANY_AGE, read.maxAge());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "max-age=60 | 60", "Max-Age=\"60\" | 60", "max-age = 5 | 5", "max-age=0 | 0", "max-age=60, max-age=10 | 10", "max-age=9999999999999999999999 | 2147483648",
        "max-age=4294967296 | 2147483648"})
    void anAgeIsANumberOfSeconds(String value, long seconds) {
        assertEquals(new CacheControl(false, false, false, seconds), of(value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"max-age", "max-age=", "max-age=-1", "max-age=1.5", "max-age=1h", "max-age=\"5", "max-age=+5"})
    void anAgeThatMakesNoSenseIsOneThatNoAnswerHas(String value) {
        assertEquals(new CacheControl(false, true, false, CacheControl.ANY_AGE), of(value));
    }

    @Test
    void severalLinesAreOne() {
        assertEquals(new CacheControl(true, false, true, 7),
                CacheControl.of(Headers.of("Cache-Control", "max-age=7").with("x", "no-cache").with("cache-control", "no-store, only-if-cached")));
        assertEquals(CacheControl.NOTHING, CacheControl.of(Headers.of("pragma", "no-cache")));
    }

    private static CacheControl of(String value) {
        return CacheControl.of(Headers.of("cache-control", value));
    }
}
