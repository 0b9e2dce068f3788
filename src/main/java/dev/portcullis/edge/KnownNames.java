package dev.portcullis.edge;

import dev.portcullis.pipeline.CacheUse;
import io.vertx.core.http.HttpHeaders;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of headers that most replies have, encoded once: a name that is text is hashed and encoded for each reply. */
final class KnownNames {

    static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
    static final CharSequence TARGET = HttpHeaders.createOptimized("x-portcullis-target");
    static final CharSequence CACHE = HttpHeaders.createOptimized(CacheUse.HEADER);
    static final CharSequence SERVER_TIMING = HttpHeaders.createOptimized("server-timing");

    private static final Map<String, CharSequence> OTHERS = Stream.of("content-type", "x-portcullis-cost", "x-portcullis-guard", "age",
            "x-ratelimit-limit-requests", "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests",
            "x-ratelimit-limit-tokens", "x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens")
            .collect(Collectors.toUnmodifiableMap(name -> name, HttpHeaders::createOptimized));

    private KnownNames() {
    }

    static CharSequence of(String name) {
        CharSequence known = OTHERS.get(name);
        return known == null ? name : known;
    }
}
