package dev.portcullis.pipeline;

/**
 * How much a request gives a model to read.
 *
 * @param textBytes   bytes of text as JSON writes it, between the quotes
 * @param otherTokens tokens of what is no text (pictures, sound, files), of texts that came as numbers of tokens, and of what a
 *                    provider puts around each message and each function
 */
public record InputSize(long textBytes, long otherTokens) {

    /**
     * Bytes of text that are taken for one token. Measured: English 3.8 to 5.1, Java 4.6, Chinese and its neighbours 4.0 (2.6 for
     * models up to GPT-4), emoji 2.2, base64 and numbers 1.6 to 1.8. The whole table is in {@code src/docs/costs.md}.
     */
    static final int BYTES_PER_TOKEN = 3;

    /** Rarely below the truth; see {@code src/docs/costs.md}. */
    public long estimatedTokens() {
        return Math.ceilDiv(textBytes, BYTES_PER_TOKEN) + otherTokens;
    }
}
