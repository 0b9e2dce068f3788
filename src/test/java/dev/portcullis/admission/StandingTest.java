package dev.portcullis.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingTest {

    @ParameterizedTest
    @CsvSource({"0,0s", "1,1ms", "120,120ms", "999,999ms", "1000,1s", "8640,8.64s", "59001,59.001s", "59010,59.01s", "59100,59.1s",
        "60000,1m0s", "360000,6m0s", "61500,1m1.5s", "3600000,1h0m0s", "90061001,25h1m1.001s"})
    void writesDurationsAsOpenAiDoes(long millis, String written) {
        assertEquals(written, Standing.written(millis * 1_000_000));
    }

    @Test
    void roundsUpSoThatNobodyComesBackTooEarly() {
        assertEquals("1ms", Standing.written(1));
        assertEquals("1.001s", Standing.written(1_000_000_001));
    }

    @Test
    void saysWhatIsLeftAndNeverLessThanNothing() {
        Standing standing = new Standing(Standing.Level.of(60, 12.9), Standing.Level.of(600, -30));
        assertEquals("60", standing.headers().first("x-ratelimit-limit-requests").orElseThrow());
        assertEquals("12", standing.headers().first("x-ratelimit-remaining-requests").orElseThrow());
        assertEquals("47.1s", standing.headers().first("x-ratelimit-reset-requests").orElseThrow());
        assertEquals("0", standing.headers().first("x-ratelimit-remaining-tokens").orElseThrow());
        assertEquals("1m3s", standing.headers().first("x-ratelimit-reset-tokens").orElseThrow());
    }

    /** The one of which the smaller part was left was shown: 100 calls remained, and the tenth was refused. */
    @Test
    void showsTheLimitThatBindsFirst() {
        Standing.Level wide = Standing.Level.of(600, 100);
        Standing.Level narrow = Standing.Level.of(10, 9);
        assertEquals(narrow, Standing.Level.tighter(wide, narrow));
        assertEquals(narrow, Standing.Level.tighter(narrow, wide));
        Standing.Level lower = Standing.Level.of(600, 8);
        assertEquals(lower, Standing.Level.tighter(narrow, lower));
        Standing.Level spent = Standing.Level.of(10, 0);
        assertEquals(spent, Standing.Level.tighter(Standing.Level.of(600, 0), spent), "it fills more slowly");
        assertEquals(narrow, Standing.Level.tighter(null, narrow));
        assertEquals(narrow, Standing.Level.tighter(narrow, null));
    }
}
