package dev.portcullis.release.canary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** That it comes true is shown by {@link CanarySimulationTest}. */
class ForecastTest {

    private static final List<Double> RAMP = List.of(0.05, 0.1, 0.2, 0.4, 0.8, 1.0);

    @Test
    void followsTheStepsAndStaysBeforeHalfOfCallers() {
        Forecast forecast = Forecast.of(Rules.USUAL, RAMP, 100).orElseThrow();
        // Steps of a minute with 300 and 600 requests of the canary: it is seen in the second, and noticed half a minute later in the mean.
        assertEquals(Math.ceil((60 + (forecast.perSide() - 300) / 10.0 + 30)), forecast.time().orElseThrow().toSeconds());
        Forecast slow = Forecast.of(Rules.USUAL, RAMP, 0.01).orElseThrow();
        assertEquals(1000 + 500 + 250 + Math.ceil((slow.perSide() - 150) / 0.4), slow.requests(), 3);
        assertEquals(slow.requests() * 100, slow.time().orElseThrow().toSeconds(), 100);
        assertEquals(forecast.perSide(), slow.perSide());
    }

    @Test
    void aSmallerRiseTakesLongerAndOneWithinTheMarginIsNeverSeen() {
        long five = Forecast.of(Rules.USUAL, RAMP, 1).orElseThrow().perSide();
        long two = Forecast.of(Rules.USUAL, RAMP, 1, 0.01, 0.02, 0.8).orElseThrow().perSide();
        assertTrue(two > 10 * five, five + " and " + two);
        assertTrue(Forecast.of(Rules.USUAL, RAMP, 1, 0.01, 0.05, 0.95).orElseThrow().perSide() > five);
        assertEquals(Optional.empty(), Forecast.of(Rules.USUAL, RAMP, 1, 0.01, 0.015, 0.8));
        assertEquals(Optional.empty(), Forecast.of(Rules.USUAL, RAMP, 1, 0.05, 0.01, 0.8));
    }

    @Test
    void withoutAGuardrailOrAControlThereIsNoneAndWithoutTrafficNoTime() {
        Rules none = new Rules(Criteria.NONE, Map.of(), 0.05, 50, Duration.ofMinutes(1), Duration.ofDays(3));
        assertEquals(Optional.empty(), Forecast.of(none, RAMP, 1));
        assertEquals(Optional.empty(), Forecast.of(Rules.USUAL, List.of(1.0), 1));
        assertEquals(Optional.empty(), Forecast.of(Rules.USUAL, List.of(), 1));
        assertEquals(Optional.empty(), Forecast.of(Rules.USUAL, RAMP, 0).orElseThrow().time());
        assertEquals(Optional.empty(), Forecast.of(Rules.USUAL, RAMP, 1e-12).orElseThrow().time());
    }

    @Test
    void aRampThatBeginsAboveHalfHasWhatIsLeftForAControl() {
        Forecast forecast = Forecast.of(Rules.USUAL, List.of(0.8, 1.0), 1).orElseThrow();
        assertEquals(forecast.perSide() * 5 + 30, forecast.requests(), 1);
    }
}
