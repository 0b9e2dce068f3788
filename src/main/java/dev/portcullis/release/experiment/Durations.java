package dev.portcullis.release.experiment;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Durations as operators write them: a number and a unit. */
final class Durations {

    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofDays(366);

    private static final int MOST_DIGITS = 9;
    private static final Map<Character, Duration> UNITS = Map.of('s', Duration.ofSeconds(1), 'm', Duration.ofMinutes(1), 'h', Duration.ofHours(1),
            'd', Duration.ofDays(1));

    private Durations() {
    }

    /** @return empty if it is none, or not between {@link #SHORTEST} and {@link #LONGEST} */
    static Optional<Duration> read(String written) {
        int digits = written.length() - 1;
        if (digits < 1 || digits > MOST_DIGITS || !UNITS.containsKey(written.charAt(digits))
                || !written.chars().limit(digits).allMatch(letter -> letter >= '0' && letter <= '9')) {
            return Optional.empty();
        }
        Duration duration = UNITS.get(written.charAt(digits)).multipliedBy(Long.parseLong(written.substring(0, digits)));
        return Optional.of(duration).filter(read -> read.compareTo(SHORTEST) >= 0 && read.compareTo(LONGEST) <= 0);
    }

    /** In the largest unit that needs no fraction: {@code 14d}. */
    static String word(Duration duration) {
        for (char unit : new char[] {'d', 'h', 'm'}) {
            if (duration.toSeconds() % UNITS.get(unit).toSeconds() == 0) {
                return duration.toSeconds() / UNITS.get(unit).toSeconds() + String.valueOf(unit);
            }
        }
        return duration.toSeconds() + "s";
    }
}
