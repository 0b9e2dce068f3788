package dev.portcullis.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class IsoTimeTest {

    private final IsoTime isoTime = new IsoTime();

    /** Few seconds, so that many are written twice in a row; from before 1970 to after the year 9999. */
    @Property
    void isWhatAnInstantOfWholeMillisecondsIsWrittenAs(@ForAll @LongRange(min = -1, max = 1) long era, @ForAll @LongRange(min = 0, max = 3) long second,
            @ForAll @IntRange(min = 0, max = 999_999_999) int nanos) {
        Instant time = Instant.ofEpochSecond(era * 260_000_000_000L + second, nanos);
        StringBuilder text = new StringBuilder("time=");
        isoTime.append(time, text);
        assertEquals("time=" + time.truncatedTo(ChronoUnit.MILLIS), text.toString());
    }
}
