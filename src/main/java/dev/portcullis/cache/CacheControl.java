package dev.portcullis.cache;

import dev.portcullis.pipeline.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a request's {@code cache-control} asks for, in HTTP's own words (RFC 9111, section 5.2.1). Unknown directives are ignored; an age
 * that makes no sense counts as one that no answer has.
 *
 * @param noStore      neither read nor stored
 * @param noCache      not read; what is answered may be stored
 * @param onlyIfCached a known answer or none
 * @param maxAge       seconds an answer may be old, or {@link #ANY_AGE}
 */
record CacheControl(boolean noStore, boolean noCache, boolean onlyIfCached, long maxAge) {

    static final long ANY_AGE = Long.MAX_VALUE;
    static final CacheControl NOTHING = new CacheControl(false, false, false, ANY_AGE);

    /** RFC 9111, section 1.2.2: what is greater counts as this. */
    private static final long GREATEST = 2_147_483_648L;
    private static final int MOST_DIGITS = 10;
    private static final String NAME = "cache-control";

    static CacheControl of(Headers headers) {
        if (headers.first(NAME).isEmpty()) {
            return NOTHING;
        }
        CacheControl[] asked = {NOTHING};
        headers.forEach((name, value) -> {
            if (name.equalsIgnoreCase(NAME)) {
                for (String directive : directives(value)) {
                    asked[0] = asked[0].and(directive);
                }
            }
        });
        return asked[0];
    }

    /** Of an age that is given more than once the least counts. */
    private CacheControl and(String directive) {
        int equals = directive.indexOf('=');
        String name = (equals < 0 ? directive : directive.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "no-store" -> new CacheControl(true, noCache, onlyIfCached, maxAge);
            case "no-cache" -> new CacheControl(noStore, true, onlyIfCached, maxAge);
            case "only-if-cached" -> new CacheControl(noStore, noCache, true, maxAge);
            case "max-age" -> {
                long seconds = seconds(equals < 0 ? "" : directive.substring(equals + 1).strip());
                yield seconds < 0 ? new CacheControl(noStore, true, onlyIfCached, maxAge)
                        : new CacheControl(noStore, noCache, onlyIfCached, Math.min(maxAge, seconds));
            }
            default -> this;
        };
    }

    /** -1 for what is no number of seconds. */
    private static long seconds(String argument) {
        boolean quoted = argument.length() >= 2 && argument.startsWith("\"") && argument.endsWith("\"");
        String digits = quoted ? argument.substring(1, argument.length() - 1) : argument;
        if (digits.isEmpty() || digits.chars().anyMatch(c -> c < '0' || c > '9')) {
            return -1;
        }
        return digits.length() > MOST_DIGITS ? GREATEST : Math.min(GREATEST, Long.parseLong(digits));
    }

    /** Cut at commas, but not at those in quotes. */
    private static List<String> directives(String value) {
        List<String> found = new ArrayList<>(2);
        int from = 0;
        boolean quoted = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                found.add(value.substring(from, i));
                from = i + 1;
            }
        }
        found.add(value.substring(from));
        return found;
    }
}
