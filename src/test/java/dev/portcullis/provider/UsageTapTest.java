package dev.portcullis.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.pipeline.Metric;
import dev.portcullis.pipeline.Usage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Four bytes are a token here, since no table is loaded; the call says {@code Hello}. */
class UsageTapTest {

    private static final long INPUT = 2 + 7;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final UsageTap tap = Taps.ofHello(meters);

    @Test
    void nothingIsUsedBeforeAnAnswerBegins() {
        assertEquals(Usage.UNKNOWN, tap.soFar());
    }

    @Test
    void whatTheProviderSaysIsTaken() {
        tap.begins();
        writes("Hello there");
        tap.says(stated(57, 3));
        assertEquals(Usage.of(57, 0, 3, 0), tap.soFar());
    }

    @Test
    void whatNobodySaysIsCountedAsFarAsItHasCome() {
        tap.begins();
        assertEquals(Usage.estimate(INPUT, 0), tap.soFar());
        writes("12345678");
        assertEquals(Usage.estimate(INPUT, 2), tap.soFar());
        writes("9".repeat(100_000));
        assertEquals(Usage.estimate(INPUT, 25_002), tap.soFar());
    }

    @Test
    void theLastWordCountsAndIsNotAdded() {
        tap.begins();
        tap.says(stated(57, 1));
        tap.says(stated(57, 2));
        tap.says(stated(57, 3));
        assertEquals(Usage.of(57, 0, 3, 0), tap.soFar());
    }

    /** Of a stream that was cut after its provider had begun to count. */
    @Test
    void whatIsWrittenBehindTheLastWordIsAdded() {
        tap.begins();
        writes("12345678");
        tap.says(stated(57, 3));
        writes("1234567890123456");
        assertEquals(new Usage(57, 0, 0, 0, 3 + 4, 0, 0, true), tap.soFar());
    }

    @Test
    void onlyTheHalfThatIsMissingIsCounted() {
        tap.begins();
        writes("12345678");
        tap.says(new StatedUsage(57, 7, 0, 0, StatedUsage.NOT_STATED, 0, 0, Optional.empty()));
        assertEquals(new Usage(57, 7, 0, 0, 2, 0, 0, true), tap.soFar());
        tap.says(new StatedUsage(StatedUsage.NOT_STATED, 0, 0, 0, 30, 7, 0, Optional.empty()));
        assertEquals(new Usage(INPUT, 0, 0, 0, 30, 7, 0, true), tap.soFar());
    }

    @Test
    void nonsenseIsCountedOnceACall() {
        StatedUsage nonsense = new StatedUsage(57, 0, 0, 0, 3, 0, 0, Optional.of("reasoning_tokens is negative"));
        tap.says(nonsense);
        tap.says(nonsense);
        tap.says(stated(57, 3));
        assertEquals(1, meters.get(Metric.USAGE_CORRECTIONS.meterName()).tag("model", "m").counter().count());
    }

    private void writes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        tap.written().add(bytes, 0, bytes.length);
    }

    private static StatedUsage stated(long input, long output) {
        return new StatedUsage(input, 0, 0, 0, output, 0, 0, Optional.empty());
    }
}
