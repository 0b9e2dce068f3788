package dev.portcullis.release.shadow;

import dev.portcullis.pipeline.OutputVerdict;
import dev.portcullis.pipeline.Usd;
import java.time.Duration;
import java.util.Optional;

/**
 * What one of the two came to.
 *
 * @param failed whether there was no answer that could be used; then nothing else counts
 * @param once   whether it is one answer's time, tokens and money; not where the gateway has asked once more
 * @param took   from the choice of a target to the last byte
 * @param tokens of the output
 * @param words  empty where they could not be read, or are too many
 */
public record Side(boolean failed, boolean once, Duration took, long tokens, Usd cost, OutputVerdict output, Optional<Words> words) {

    public static final Side FAILED = new Side(true, true, Duration.ZERO, 0, Usd.ZERO, OutputVerdict.NONE, Optional.empty());
}
