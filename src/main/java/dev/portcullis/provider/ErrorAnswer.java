package dev.portcullis.provider;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Attempt;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Usage;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;

/** What it means that a provider answers with an error: the caller's mistake, which it is to read, or a reason to try again. */
final class ErrorAnswer {

    private ErrorAnswer() {
    }

    /** Whether another attempt would end alike: a status of 4xx but for those that say that the time was wrong. */
    static boolean isCallersMistake(int status) {
        return status >= 400 && status < 500 && status != 408 && status != 409 && status != 429;
    }

    /** @param status neither of success nor a caller's mistake. @param retryAfter how long the provider asks to be left alone */
    static UpstreamFailure failure(int status, Headers headers, Buffer body, Optional<Duration> retryAfter) {
        return switch (status) {
            case 429 -> UpstreamFailure.inWords(Attempt.Result.RATE_LIMITED, "answered 429", retryAfter, words(status, headers, body));
            case 408, 409 -> UpstreamFailure.inWords(Attempt.Result.SERVER_ERROR, "answered " + status, retryAfter, words(status, headers, body));
            default -> UpstreamFailure.of(Attempt.Result.SERVER_ERROR, "answered " + status).after(retryAfter);
        };
    }

    /** The provider's own words where they are JSON; a page of HTML, or nothing, would break the caller's SDK. */
    static Answer words(int status, Headers headers, Buffer body) {
        boolean json = AnswerScan.of(body.getBytes()).isPresent();
        Headers passed = json ? headers : headers.without("content-type").with("content-type", "application/json");
        Buffer bytes = json ? body : Buffer.buffer("{\"error\":{\"message\":\"The provider answered " + status
                + " and gave no reason that could be passed on.\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"upstream_error\"}}");
        return new Answer(status, passed, new Body.Whole(bytes), Origin.GATEWAY, () -> Usage.UNKNOWN);
    }
}
