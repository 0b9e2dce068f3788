package dev.portcullis.provider;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Attempt;
import java.time.Duration;
import java.util.Optional;

/** An attempt that failed before its caller had seen a byte of it, so that another one may follow. */
final class UpstreamFailure extends RuntimeException {

    private final transient Attempt.Result result;
    private final transient Optional<Duration> retryAfter;
    private final transient Optional<Answer> words;

    private UpstreamFailure(Attempt.Result result, String detail, Optional<Duration> retryAfter, Optional<Answer> words) {
        super(detail, null, false, false);
        this.result = result;
        this.retryAfter = retryAfter;
        this.words = words;
    }

    static UpstreamFailure of(Attempt.Result result, String detail) {
        return new UpstreamFailure(result, detail, Optional.empty(), Optional.empty());
    }

    /** @param words the provider's own answer, for the caller to read if nothing better is found */
    static UpstreamFailure inWords(Attempt.Result result, String detail, Optional<Duration> retryAfter, Answer words) {
        return new UpstreamFailure(result, detail, retryAfter, Optional.of(words));
    }

    UpstreamFailure after(Optional<Duration> wait) {
        return new UpstreamFailure(result, getMessage(), wait, words);
    }

    Attempt.Result result() {
        return result;
    }

    /** How long the provider asked to be left alone. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }

    Optional<Answer> words() {
        return words;
    }

    boolean countsAgainstTarget() {
        return result.countsAgainstTarget();
    }
}
