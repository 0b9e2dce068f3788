package dev.portcullis.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeedbackSettingsTest {

    private static final String REST = "providers: { p: { dialect: simulator } }\nmodels: { m: { targets: { t: { provider: p, model: demo } } } }\n";

    @Test
    void theyAreReadOrLeftAsTheyAre() throws InvalidConfig {
        assertEquals(FeedbackSettings.DEFAULT, Readings.read(REST, Map.of()).feedback());
        assertEquals(new FeedbackSettings(false, Duration.ofMinutes(20)),
                Readings.read(REST + "feedback: { notice: false, retry-window: 20m }\n", Map.of()).feedback());
    }

    @Test
    void whatIsWrongIsSaidWithItsPlace() {
        assertEquals(List.of("gateway.yaml:3: feedback.notice: 'off' is not true or false", "gateway.yaml:3: feedback.retry-windows: unknown key; did you mean 'retry-window'?"
                + " Known here: notice, retry-window"), Readings.problems(REST + "feedback: { notice: off, retry-windows: 5m }\n", Map.of()));
    }
}
