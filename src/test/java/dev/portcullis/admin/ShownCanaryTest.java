package dev.portcullis.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.admin.ShownCanary.ShownMeasure;
import dev.portcullis.release.canary.Measure;
import dev.portcullis.release.canary.Rules;
import dev.portcullis.release.canary.run.Plan;
import dev.portcullis.release.statistics.Moments;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShownCanaryTest {

    @Test
    void sharesLieBetweenNothingAndAllAndTimesAreSeconds() {
        Moments shares = Moments.NONE;
        Moments times = Moments.NONE;
        for (int i = 0; i < 40; i++) {
            shares = shares.and(i == 0 ? 1 : 0, 1);
            times = times.and(Math.log(2 + i % 2), 1);
        }
        ShownMeasure rate = ShownMeasure.of(Measure.ERROR_RATE, shares);
        assertEquals(0.025, rate.value());
        assertEquals(0, rate.low());
        assertTrue(rate.high() > 0.025 && rate.high() <= 1, rate.toString());
        ShownMeasure latency = ShownMeasure.of(Measure.LATENCY, times);
        assertEquals(Math.sqrt(6), latency.value(), 1e-9);
        assertTrue(latency.low() > 0 && latency.low() < Math.sqrt(6) && latency.high() > Math.sqrt(6), latency.toString());
    }

    @Test
    void ofOneCallerNothingIsSure() {
        ShownMeasure cost = ShownMeasure.of(Measure.COST, Moments.NONE.and(0.5, 2));
        assertEquals(List.of(2L, 1L, 0.25), List.of(cost.requests(), cost.callers(), cost.value()));
        assertNull(cost.low());
        assertNull(cost.high());
    }

    @Test
    void aForecastSaysHowLongItTakesInWords() {
        Plan plan = new Plan(List.of(5, 10, 20, 40, 50), Duration.ofMinutes(1), Rules.USUAL);
        ShownForecast forecast = ShownForecast.of(plan, 40);
        assertTrue(forecast.sentence().startsWith("At 40.0 requests an hour") && forecast.sentence().contains(" days and "), forecast.sentence());
        assertEquals(forecast.requests() / 40.0 * 3_600, forecast.seconds(), 100);
        ShownForecast silent = ShownForecast.of(plan, 0);
        assertNull(silent.seconds());
        assertTrue(silent.sentence().startsWith("There has been no traffic"), silent.sentence());
    }

    @Test
    void timesAreSaidRoughlyInOneUnit() {
        assertEquals(List.of("about 90 seconds", "about 90 minutes", "about 5.5 hours", "about 2.5 days"),
                Stream.of(Duration.ofSeconds(90), Duration.ofMinutes(90), Duration.ofMinutes(330), Duration.ofHours(60))
                        .map(ShownForecast::words).toList());
    }
}
