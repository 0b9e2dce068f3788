package dev.portcullis.pipeline;

/**
 * Tokens of one call, by kind, as the provider counted them.
 *
 * @param input       all input tokens, the cached ones included
 * @param cachedInput those of {@code input} that the provider had cached
 * @param output      all output tokens, the reasoning ones included
 * @param reasoning   those of {@code output} that the caller does not see
 */
public record Usage(long input, long cachedInput, long output, long reasoning) {

    /** The provider has not said. */
    public static final Usage UNKNOWN = new Usage(0, 0, 0, 0);
}
