package dev.portcullis.config;

import java.time.Duration;

import dev.portcullis.config.yaml.Section;

/**
 * What the gateway notices by itself of how answers are taken.
 *
 * @param notice      whether anything: a question that is asked again, a stream that is left
 * @param retryWindow how soon after its answer a question that is asked again is a retry; above 0, at most 24 hours
 */
public record FeedbackSettings(boolean notice, Duration retryWindow) {

    public static final FeedbackSettings DEFAULT = new FeedbackSettings(true, Duration.ofMinutes(5));

    static FeedbackSettings read(Section in) {
        return new FeedbackSettings(in.flag("notice", DEFAULT.notice), in.duration("retry-window", DEFAULT.retryWindow));
    }
}
