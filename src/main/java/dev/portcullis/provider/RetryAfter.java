package dev.portcullis.provider;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads {@code retry-after} (RFC 9110, section 10.2.3: seconds or a date) and OpenAI's {@code retry-after-ms}. */
final class RetryAfter {

    private RetryAfter() {
    }

    /** @param header looks a header up, null where there is none */
    static Optional<Duration> read(UnaryOperator<String> header, Instant now) {
        Optional<Duration> exact = number(header.apply("retry-after-ms")).map(milliseconds -> nanos(milliseconds * 1e6));
        return exact.or(() -> Optional.ofNullable(header.apply("retry-after"))
                .flatMap(text -> number(text).map(seconds -> nanos(seconds * 1e9)).or(() -> date(text, now))));
    }

    private static Optional<Double> number(String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            double value = Double.parseDouble(text.strip());
            return value >= 0 && value < 1e9 ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static Duration nanos(double nanoseconds) {
        return Duration.ofNanos((long) Math.min(nanoseconds, Long.MAX_VALUE));
    }

    private static Optional<Duration> date(String text, Instant now) {
        try {
            Instant at = ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return Optional.of(at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO);
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
