package dev.portcullis.config.yaml;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time as it is written in the file: a whole number and one unit, {@code 500ms}, {@code 2s}, {@code 10m}, {@code 1h}. */
final class Durations {

    static final String EXPECTED = "a duration such as 500ms, 2s, 10m or 1h, above 0 and at most 24h";

    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
    private static final Duration LONGEST = Duration.ofHours(24);

    private Durations() {}

    static Optional<Duration> parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(written.group(1));
        Duration duration = switch (written.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
        return Optional.of(duration).filter(it -> it.isPositive() && it.compareTo(LONGEST) <= 0);
    }
}
