package dev.portcullis.provider;

import static dev.portcullis.provider.StatedUsage.NOT_STATED;

import dev.portcullis.pipeline.Payload;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.tokens.TextSample;
import dev.portcullis.pipeline.tokens.TokenCounter;
import dev.portcullis.pipeline.tokens.TokenEncoding;

/**
 * What one answer has used so far: as the provider says, and where it does not, or has not yet, as the gateway counts. Nothing is
 * tokenised unless somebody asks and the provider has not said. One event loop.
 */
final class UsageTap {

    private final Payload request;
    private final Target target;
    private final TokenCounter counter;
    private final UsageCorrections corrections;
    private final TextSample written;
    private StatedUsage stated = StatedUsage.NONE;
    /** Bytes that had been written when the provider said how many tokens they are. */
    private long statedAt;
    private boolean corrected;
    private boolean begun;
    private long countedInput = NOT_STATED;

    UsageTap(Payload request, Target target, TokenCounter counter, UsageCorrections corrections, TextSample written) {
        this.request = request;
        this.target = target;
        this.counter = counter;
        this.corrections = corrections;
        this.written = written;
    }

    /** What the model has written so far. */
    TextSample written() {
        return written;
    }

    /** Something of an answer has come: from now on the call has used what it asked. */
    void begins() {
        begun = true;
    }

    /** The last word counts: usage that comes more than once is that of the whole answer so far, never of a part of it. */
    void says(StatedUsage usage) {
        stated = usage;
        statedAt = written.bytes();
        if (usage.nonsense().isPresent() && !corrected) {
            corrected = true;
            corrections.add(target, usage.nonsense().get());
        }
    }

    /** Nothing before an answer has begun. */
    Usage soFar() {
        if (!begun) {
            return Usage.UNKNOWN;
        }
        boolean complete = stated.isComplete() && statedAt == written.bytes();
        long input = stated.input() == NOT_STATED ? countedInput() : stated.input();
        long output = complete ? stated.output() : countedOutput();
        return stated.with(input, output, !complete);
    }

    private long countedInput() {
        if (countedInput == NOT_STATED) {
            countedInput = request.countedInputTokens(counter, encoding());
        }
        return countedInput;
    }

    /** What was written behind the provider's last word is added to it. */
    private long countedOutput() {
        long tokens = counter.count(written, written.bytes(), encoding());
        if (stated.output() == NOT_STATED) {
            return tokens;
        }
        long behind = written.bytes() - statedAt;
        return stated.output() + (behind == 0 ? 0 : Math.ceilDiv(tokens * behind, written.bytes()));
    }

    private TokenEncoding encoding() {
        return TokenEncoding.of(target.upstreamModel(), target.model());
    }
}
