package dev.portcullis.config;

import java.util.OptionalInt;

import dev.portcullis.config.yaml.Section;

/**
 * How much one tenant, one key or one end user may take; what is left out is not limited.
 *
 * @param requestsPerMinute  1 to 1,000,000,000
 * @param tokensPerMinute    input and output together, 1 to 1,000,000,000
 * @param concurrentRequests calls that have been admitted and are not over, 1 to 1,000,000
 */
public record RateSettings(OptionalInt requestsPerMinute, OptionalInt tokensPerMinute, OptionalInt concurrentRequests) {

    public static final RateSettings NONE = new RateSettings(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

    static final int MOST_PER_MINUTE = 1_000_000_000;
    static final int MOST_AT_ONCE = 1_000_000;

    static RateSettings read(Section in) {
        return new RateSettings(
                in.whole("requests-per-minute", 1, MOST_PER_MINUTE),
                in.whole("tokens-per-minute", 1, MOST_PER_MINUTE),
                in.whole("concurrent-requests", 1, MOST_AT_ONCE));
    }

    public boolean isNone() {
        return requestsPerMinute.isEmpty() && tokensPerMinute.isEmpty() && concurrentRequests.isEmpty();
    }
}
