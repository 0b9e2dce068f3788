package dev.portcullis.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.pipeline.Metric;
import dev.portcullis.pipeline.Target;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UsageCorrectionsTest {

    private static final Target BLUE = new Target("gpt-4o", "blue", "p", "m");
    private static final Target GREEN = new Target("gpt-4o", "green", "p", "m");

    private final Logger log = Logger.getLogger(UsageCorrections.class.getName());
    private final Lines lines = new Lines();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private long now = 5;
    private final UsageCorrections corrections = new UsageCorrections(meters, () -> now);

    @BeforeEach
    void listen() {
        log.addHandler(lines);
    }

    @AfterEach
    void leave() {
        log.removeHandler(lines);
    }

    @Test
    void everyCallIsCountedAndOneASecondIsLogged() {
        for (int i = 0; i < 100; i++) {
            corrections.add(BLUE, "prompt_tokens is negative");
        }
        corrections.add(GREEN, "prompt_tokens is no number");
        now += TimeUnit.SECONDS.toNanos(1);
        corrections.add(BLUE, "prompt_tokens is negative");
        assertEquals(102, meters.get(Metric.USAGE_CORRECTIONS.meterName()).tag("model", "gpt-4o").counter().count());
        String blue = "the usage that gpt-4o/blue reported makes no sense: prompt_tokens is negative; it was put right";
        assertEquals(List.of(blue, blue.replace("blue", "green").replace("negative", "no number"), blue), lines.written);
    }

    private static final class Lines extends Handler {

        private final List<String> written = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            written.add(line instanceof org.jboss.logmanager.ExtLogRecord formatted ? formatted.getFormattedMessage() : line.getMessage());
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    }
}
