package dev.portcullis.provider;

import dev.portcullis.pipeline.Headers;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;

/** The few headers that a caller and a provider may tell each other; all others end here. */
final class PassedHeaders {

    /** What a caller's request says to the provider beside its body. Anything else stays here: cookies, keys, organisations. */
    private static final String[] TO_PROVIDER = {"accept", "traceparent", "tracestate", "idempotency-key", "openai-beta"};
    /** What a provider's answer says to the caller. Its rate limits are the operator's, not the caller's. */
    private static final String[] TO_CALLER = {"content-type", "retry-after", "retry-after-ms", "x-should-retry",
        "openai-processing-ms", "openai-version", "openai-model"};

    private PassedHeaders() {
    }

    static void toProvider(Headers ofCaller, HttpClientRequest request) {
        for (String name : TO_PROVIDER) {
            ofCaller.first(name).ifPresent(value -> request.putHeader(name, value));
        }
    }

    static Headers toCaller(HttpClientResponse response) {
        Headers headers = Headers.NONE;
        for (String name : TO_CALLER) {
            String value = response.getHeader(name);
            if (value != null) {
                headers = headers.with(name, value);
            }
        }
        return headers;
    }
}
