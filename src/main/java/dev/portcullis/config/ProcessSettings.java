package dev.portcullis.config;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The bounds of what is set for one process, by its environment: {@code PORTCULLIS_BODY_TIMEOUT} and the like. Whoever reads a
 * setting takes it as it is; one that cannot be meant ends the start before anybody does. They stand in operations.md.
 */
public final class ProcessSettings {

    private static final long KILO = 1024;
    private static final long MEGA = 1024 * KILO;
    private static final long GIGA = 1024 * MEGA;
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration HOUR = Duration.ofHours(1);

    private ProcessSettings() {
    }

    /**
     * @param settings the value of a property, absent where it is not set
     * @param heap     bytes that it may grow to
     * @throws InvalidConfig one line for each setting that is no duration or size, or outside its bounds
     */
    public static void check(Function<String, Optional<String>> settings, long heap) throws InvalidConfig {
        List<String> problems = new ArrayList<>();
        Checks checks = new Checks(settings, problems);
        checks.size("portcullis.body.max-size", KILO, Math.min(heap / 2, GIGA), heap);
        checks.duration("portcullis.body.timeout", SHORT, HOUR);
        checks.duration("portcullis.stream.keep-alive", SHORT, HOUR);
        checks.size("portcullis.cache.memory", 0, heap / 2, heap);
        checks.size("portcullis.cache.redis-value", 0, 16 * MEGA, heap);
        checks.size("portcullis.ledger.max-journal-size", 0, 1024 * GIGA, heap);
        checks.duration("portcullis.redis.patience", Duration.ofMillis(1), Duration.ofMinutes(1));
        checks.duration("portcullis.oidc.keys-fresh-for", Duration.ofSeconds(1), Duration.ofHours(24));
        checks.duration("portcullis.shutdown.grace", Duration.ZERO, HOUR);
        if (!problems.isEmpty()) {
            throw new InvalidConfig(problems);
        }
    }

    private record Checks(Function<String, Optional<String>> settings, List<String> problems) {

        void duration(String property, Duration least, Duration most) {
            check(property, value -> {
                Duration duration = DurationConverter.parseDuration(value);
                return duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0;
            }, "a duration from " + text(least) + " to " + text(most));
        }

        void size(String property, long least, long most, long heap) {
            check(property, value -> {
                BigInteger bytes = new MemorySizeConverter().convert(value).asBigInteger();
                return bytes.compareTo(BigInteger.valueOf(least)) >= 0 && bytes.compareTo(BigInteger.valueOf(most)) <= 0;
            }, "a size from " + text(least) + " to " + text(most) + (most == heap / 2 ? ", half of the heap" : ""));
        }

        private void check(String property, Function<String, Boolean> isRight, String right) {
            settings.apply(property).filter(value -> !isRightAsRead(value, isRight))
                    .ifPresent(value -> problems.add(property.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_") + " is " + value + ", expected " + right));
        }

        private static boolean isRightAsRead(String value, Function<String, Boolean> isRight) {
            try {
                return isRight.apply(value);
            } catch (IllegalArgumentException | java.time.DateTimeException | ArithmeticException unreadable) {
                return false;
            }
        }

        /** As it may be set. */
        private static String text(Duration duration) {
            if (duration.toMillis() % 1_000 != 0) {
                return duration.toMillis() + "ms";
            }
            return duration.toHours() > 0 ? duration.toHours() + "h" : duration.toSeconds() + "s";
        }

        /** Rounded down. */
        private static String text(long bytes) {
            return bytes >= GIGA ? bytes / GIGA + "G" : bytes >= MEGA ? bytes / MEGA + "M" : bytes >= KILO ? bytes / KILO + "K" : Long.toString(bytes);
        }
    }
}
