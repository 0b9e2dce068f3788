package dev.portcullis.config;

import java.time.Duration;

import dev.portcullis.config.yaml.Section;

/**
 * When a target is left alone for a while.
 *
 * @param failures among the last {@code window} calls that open the breaker, 1 to {@code window}
 * @param window   in calls, 1 to 10000
 * @param open     how long until a call is tried again
 */
public record BreakerSettings(int failures, int window, Duration open) {

    public static final BreakerSettings DEFAULT = new BreakerSettings(5, 20, Duration.ofSeconds(10));

    static final int MOST_WINDOW = 10_000;

    static BreakerSettings read(Section in) {
        BreakerSettings read = new BreakerSettings(
                in.whole("failures", 1, MOST_WINDOW, DEFAULT.failures),
                in.whole("window", 1, MOST_WINDOW, DEFAULT.window),
                in.duration("open", DEFAULT.open));
        if (read.failures > read.window) {
            in.problem("failures", read.failures + " failures never happen in a window of " + read.window + " calls");
        }
        return read;
    }
}
