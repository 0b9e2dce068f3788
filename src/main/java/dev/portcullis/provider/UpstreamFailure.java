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
    private final boolean sent;

    private UpstreamFailure(Attempt.Result result, String detail, Optional<Duration> retryAfter, Optional<Answer> words, boolean sent) {
        super(detail, null, false, false);
        this.result = result;
        this.retryAfter = retryAfter;
        this.words = words;
        this.sent = sent;
    }

    static UpstreamFailure of(Attempt.Result result, String detail) {
        return new UpstreamFailure(result, detail, Optional.empty(), Optional.empty(), true);
    }

    /** Nothing of the request has left: there was no connection to send it on. */
    static UpstreamFailure unsent(Attempt.Result result, String detail) {
        return new UpstreamFailure(result, detail, Optional.empty(), Optional.empty(), false);
    }

    /** @param words the provider's own answer, for the caller to read if nothing better is found */
    static UpstreamFailure inWords(Attempt.Result result, String detail, Optional<Duration> retryAfter, Answer words) {
        return new UpstreamFailure(result, detail, retryAfter, Optional.of(words), true);
    }

    UpstreamFailure after(Optional<Duration> wait) {
        return new UpstreamFailure(result, getMessage(), wait, words, sent);
    }

    Attempt.Result result() {
        return result;
    }

    /** Whether anything of the request may have come to the provider. */
    boolean sent() {
        return sent;
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
