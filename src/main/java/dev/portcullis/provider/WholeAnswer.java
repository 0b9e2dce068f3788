package dev.portcullis.provider;

import dev.portcullis.pipeline.tokens.TextSample;
import java.util.Optional;

/**
 * A whole answer as it was read.
 *
 * @param written what the model wrote, where the provider does not say how many tokens that is; else empty
 */
record WholeAnswer(AnswerScan scan, TextSample written) {

    /** Empty where the bytes are not one JSON object. */
    static Optional<WholeAnswer> read(byte[] json) {
        return AnswerScan.of(json).map(scan -> {
            TextSample written = new TextSample();
            if (!scan.error() && !scan.usage().map(StatedUsage::isComplete).orElse(false)) {
                AnswerText.look(json, written);
            }
            return new WholeAnswer(scan, written);
        });
    }
}
