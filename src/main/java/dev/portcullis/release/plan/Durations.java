package dev.portcullis.release.plan;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Durations as operators write them: a number and a unit. */
public final class Durations {

    private static final int MOST_DIGITS = 9;
    private static final Map<String, Duration> UNITS = Map.of("ms", Duration.ofMillis(1), "s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1), "d", Duration.ofDays(1));

    private Durations() {
    }

    /** @return empty if it is none, or not between these */
    public static Optional<Duration> read(String written, Duration least, Duration most) {
        int digits = 0;
        while (digits < written.length() && digits <= MOST_DIGITS && written.charAt(digits) >= '0' && written.charAt(digits) <= '9') {
            digits++;
        }
        Duration unit = digits == 0 || digits > MOST_DIGITS ? null : UNITS.get(written.substring(digits));
        if (unit == null) {
            return Optional.empty();
        }
        Duration duration = unit.multipliedBy(Long.parseLong(written, 0, digits, 10));
        return Optional.of(duration).filter(read -> read.compareTo(least) >= 0 && read.compareTo(most) <= 0);
    }

    /** In the largest unit that needs no fraction: {@code 14d}. */
    public static String word(Duration duration) {
        for (String unit : new String[] {"d", "h", "m", "s"}) {
            if (duration.toMillis() % UNITS.get(unit).toMillis() == 0) {
                return duration.toMillis() / UNITS.get(unit).toMillis() + unit;
            }
        }
        return duration.toMillis() + "ms";
    }
}
