package dev.portcullis.provider;

import dev.portcullis.pipeline.Usage;
import java.util.Optional;

/**
 * What a provider said of the tokens of one call, as far as it makes sense: nothing is negative, no part is more than its whole.
 *
 * @param input    or {@link #NOT_STATED}
 * @param output   or {@link #NOT_STATED}
 * @param nonsense the first thing that made no sense and was put right; holds no content
 */
record StatedUsage(long input, long cachedInput, long cacheWrite, long audioInput, long output, long reasoning, long audioOutput,
        Optional<String> nonsense) {

    static final long NOT_STATED = -1;
    /** Tokens of one call; a hundred times what the largest models take. */
    static final long MOST = 100_000_000;
    static final StatedUsage NONE = new StatedUsage(NOT_STATED, 0, 0, 0, NOT_STATED, 0, 0, Optional.empty());

    boolean isComplete() {
        return input != NOT_STATED && output != NOT_STATED;
    }

    /**
     * With what the gateway counted in place of what is not stated.
     *
     * @param estimated whether any of it was counted by the gateway
     */
    Usage with(long countedInput, long countedOutput, boolean estimated) {
        return new Usage(countedInput, cachedInput, cacheWrite, audioInput, countedOutput, reasoning, audioOutput, estimated);
    }
}
