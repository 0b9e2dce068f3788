package dev.portcullis.config;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.portcullis.config.yaml.Section;
import dev.portcullis.config.yaml.Value;

/**
 * What may be answered from what was answered before, and for how long.
 *
 * @param ttl            of an answer, where its category says nothing else; above 0, at most 24 hours
 * @param maxInputTokens 1 to 1,000,000, estimated: a call that gives the model more to read is neither looked up nor kept
 * @param categories     of templates whose calls are cached, each with its TTL
 * @param similar        which of these may also be answered from what was asked in other words
 */
public record CacheSettings(Duration ttl, int maxInputTokens, Map<String, Duration> categories, SimilarSettings similar) {

    private static final Duration DEFAULT_TTL = Duration.ofHours(1);
    private static final List<String> DEFAULT_CATEGORIES = List.of("analysis", "transformation", "validation");
    static final int DEFAULT_INPUT_TOKENS = 1_000;
    static final int MOST_INPUT_TOKENS = 1_000_000;

    public static final CacheSettings DEFAULT = new CacheSettings(DEFAULT_TTL, DEFAULT_INPUT_TOKENS, each(DEFAULT_CATEGORIES, DEFAULT_TTL),
            SimilarSettings.OFF);

    public CacheSettings {
        categories = Collections.unmodifiableMap(new LinkedHashMap<>(categories));
    }

    /** @param names of models, also of those that are broken */
    static CacheSettings read(Section in, Set<String> names, Map<String, ModelSettings> models) {
        Duration ttl = in.duration("ttl", DEFAULT_TTL);
        return new CacheSettings(ttl, in.whole("max-input-tokens", 1, MOST_INPUT_TOKENS, DEFAULT_INPUT_TOKENS), categories(in, ttl),
                in.section("similar", section -> SimilarSettings.read(section, names, models)));
    }

    /** A list of names, or a mapping from names to TTLs. */
    private static Map<String, Duration> categories(Section in, Duration ttl) {
        Set<String> named = in.names("categories");
        if (!named.isEmpty()) {
            return in.section("categories", section -> {
                Map<String, Duration> read = new LinkedHashMap<>();
                named.forEach(name -> read.put(name, section.duration(name, ttl)));
                return read;
            });
        }
        return in.list("categories").map(values -> listed(values, ttl)).orElseGet(() -> each(DEFAULT_CATEGORIES, ttl));
    }

    private static Map<String, Duration> listed(List<Value> values, Duration ttl) {
        Map<String, Duration> read = new LinkedHashMap<>();
        for (Value value : values) {
            value.text().ifPresent(name -> {
                if (read.put(name, ttl) != null) {
                    value.problem(value.shown() + " is listed twice");
                }
            });
        }
        return read;
    }

    private static Map<String, Duration> each(List<String> names, Duration ttl) {
        Map<String, Duration> all = new LinkedHashMap<>();
        names.forEach(name -> all.put(name, ttl));
        return all;
    }
}
