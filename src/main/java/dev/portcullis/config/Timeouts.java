package dev.portcullis.config;

import java.time.Duration;

import dev.portcullis.config.yaml.Section;

/**
 * How long a provider may take; each above 0 and at most 24 hours.
 *
 * @param connect   until the connection stands
 * @param firstByte from the request to the first byte of the reply; and before that, in line for a connection
 * @param idle      between two bytes of the reply
 * @param total     for one attempt as a whole
 */
public record Timeouts(Duration connect, Duration firstByte, Duration idle, Duration total) {

    public static final Timeouts DEFAULT =
            new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofMinutes(10));

    static Timeouts read(Section in) {
        return new Timeouts(
                in.duration("connect", DEFAULT.connect),
                in.duration("first-byte", DEFAULT.firstByte),
                in.duration("idle", DEFAULT.idle),
                in.duration("total", DEFAULT.total));
    }
}
