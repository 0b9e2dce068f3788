package dev.portcullis.pipeline;

/**
 * Tokens of one call, by kind. Never negative; a part is never more than its whole.
 *
 * @param input       all input tokens, the cached, written and audio ones included
 * @param cachedInput those of {@code input} that the provider had cached
 * @param cacheWrite  those of {@code input} that the provider put into its cache
 * @param audioInput  those of {@code input} that are sound
 * @param output      all output tokens, the reasoning and audio ones included
 * @param reasoning   those of {@code output} that the caller does not see
 * @param audioOutput those of {@code output} that are sound
 * @param estimated   whether the gateway counted, because the provider has not said
 */
public record Usage(long input, long cachedInput, long cacheWrite, long audioInput, long output, long reasoning, long audioOutput,
        boolean estimated) {

    /** Nothing is known, and nothing was used as far as anybody can tell. */
    public static final Usage UNKNOWN = of(0, 0, 0, 0);

    /** As a provider counts text. */
    public static Usage of(long input, long cachedInput, long output, long reasoning) {
        return new Usage(input, cachedInput, 0, 0, output, reasoning, 0, false);
    }

    /** As the gateway counts where the provider has not. */
    public static Usage estimate(long input, long output) {
        return new Usage(input, 0, 0, 0, output, 0, 0, true);
    }

    /** Of two answers that one call asked for. */
    public Usage and(Usage more) {
        return new Usage(input + more.input, cachedInput + more.cachedInput, cacheWrite + more.cacheWrite, audioInput + more.audioInput, output + more.output,
                reasoning + more.reasoning, audioOutput + more.audioOutput, estimated || more.estimated);
    }

    /** What a limit on tokens counts. */
    public long total() {
        return input + output;
    }
}
