package dev.portcullis.prompt.reader;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What stands behind the path, as forms write it; of several values of one name the first counts. */
record Query(Map<String, String> values) {

    private static final int MOST_VALUES = 100;

    static Query of(String raw) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : raw.split("&", MOST_VALUES)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return new Query(values);
    }

    /** Empty where it is there and says nothing, too. */
    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException badEscape) {
            return text;
        }
    }
}
