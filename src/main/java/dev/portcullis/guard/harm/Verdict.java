package dev.portcullis.guard.harm;

import dev.portcullis.config.guard.HarmCategory;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What a text is held to be.
 *
 * @param score  0 to 1, of its being harmful at all: the highest of the others
 * @param scores 0 to 1, of every category
 */
public record Verdict(double score, Map<HarmCategory, Double> scores) {

    /** Of a text in which nothing is seen. */
    public static final Verdict NOTHING = new Verdict(0, nothing());

    public Verdict {
        scores = Collections.unmodifiableMap(new EnumMap<>(scores));
    }

    private static Map<HarmCategory, Double> nothing() {
        Map<HarmCategory, Double> scores = new EnumMap<>(HarmCategory.class);
        for (HarmCategory category : HarmCategory.values()) {
            scores.put(category, 0.0);
        }
        return scores;
    }

    /** Whether it is flagged by what is shipped. */
    public boolean flagged() {
        return score >= HarmCheck.FLAG;
    }

    /** What it is flagged for by what is shipped; not empty exactly where {@link #flagged}. */
    public Set<HarmCategory> categories() {
        return categories(HarmCheck.FLAG, Map.of());
    }

    /** Every category whose score reaches its own threshold, or, where it has none, this one. */
    public Set<HarmCategory> categories(double threshold, Map<HarmCategory, Double> own) {
        Set<HarmCategory> reached = EnumSet.noneOf(HarmCategory.class);
        scores.forEach((category, of) -> {
            if (of >= own.getOrDefault(category, threshold)) {
                reached.add(category);
            }
        });
        return reached;
    }
}
