package dev.portcullis.admission;

import dev.portcullis.pipeline.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where a caller stands with the limits that will bind first, as OpenAI's headers say it. Either may be null: not limited.
 */
record Standing(Level requests, Level tokens) {

    private static final String LIMIT_REQUESTS = "x-ratelimit-limit-requests";
    private static final String LIMIT_TOKENS = "x-ratelimit-limit-tokens";

    static final Standing UNLIMITED = new Standing(null, null);

    /**
     * @param limit     per minute
     * @param remaining whole ones, never negative
     * @param untilFull nanoseconds until all of the limit is there again
     */
    record Level(long limit, long remaining, long untilFull) {

        static Level of(double limit, double level) {
            return new Level((long) limit, (long) Math.max(0, Math.floor(level + 1e-6)), TokenBucket.nanosUntil(limit - level, limit));
        }

        private Level times(double factor) {
            return new Level(Math.round(limit * factor), Math.round(remaining * factor), untilFull);
        }

        /** The one of which less is left: a call takes as much of both. Of equals the smaller one, which fills more slowly. */
        static Level tighter(Level one, Level other) {
            if (one == null || other == null) {
                return one == null ? other : one;
            }
            return other.remaining < one.remaining || other.remaining == one.remaining && other.limit < one.limit ? other : one;
        }
    }

    /** Of limits that are so many times as large. */
    Standing times(double factor) {
        return new Standing(requests == null ? null : requests.times(factor), tokens == null ? null : tokens.times(factor));
    }

    static boolean isToldBy(Headers headers) {
        return headers.first(LIMIT_REQUESTS).isPresent() || headers.first(LIMIT_TOKENS).isPresent();
    }

    Headers headers() {
        if (requests == null && tokens == null) {
            return Headers.NONE;
        }
        List<Map.Entry<String, String>> headers = new ArrayList<>(6);
        add(headers, requests, LIMIT_REQUESTS, "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests");
        add(headers, tokens, LIMIT_TOKENS, "x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens");
        return Headers.of(headers);
    }

    private static void add(List<Map.Entry<String, String>> headers, Level level, String limit, String remaining, String reset) {
        if (level != null) {
            headers.add(Map.entry(limit, Long.toString(level.limit)));
            headers.add(Map.entry(remaining, Long.toString(level.remaining)));
            headers.add(Map.entry(reset, written(level.untilFull)));
        }
    }

    /** As OpenAI writes it: {@code 120ms}, {@code 8.64s}, {@code 6m0s}, {@code 1h0m0s}; rounded up to the millisecond. */
    static String written(long nanos) {
        long millis = Math.ceilDiv(nanos, 1_000_000L);
        if (millis < 1_000) {
            return millis == 0 ? "0s" : millis + "ms";
        }
        StringBuilder text = new StringBuilder(16);
        long minutes = millis / 60_000;
        if (minutes >= 60) {
            text.append(minutes / 60).append('h');
        }
        if (minutes > 0) {
            text.append(minutes % 60).append('m');
        }
        text.append(millis / 1_000 % 60);
        long fraction = millis % 1_000;
        if (fraction > 0) {
            text.append('.').append(fraction / 100);
            if (fraction % 100 > 0) {
                text.append(fraction / 10 % 10);
            }
            if (fraction % 10 > 0) {
                text.append(fraction % 10);
            }
        }
        return text.append('s').toString();
    }
}
