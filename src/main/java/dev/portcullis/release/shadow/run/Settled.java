package dev.portcullis.release.shadow.run;

import dev.portcullis.pipeline.Usd;
import dev.portcullis.release.shadow.Pair;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * What one call of a candidate came to.
 *
 * @param reservation that was made for it, and is given back
 * @param group  of the caller, below {@link dev.portcullis.release.shadow.Sums#GROUPS}
 * @param pair   with no value where there is nothing to compare
 */
public record Settled(UUID reservation, Usd cost, Result result, int group, Pair pair) {

    /** Nothing to compare. */
    public static final Pair NOTHING = new Pair(Map.of());

    public enum Result {
        ANSWERED,
        /** By the provider, or on the way to it. */
        FAILED,
        /** It was cut after the time that one may take. */
        LATE,
        /** The candidate's version cannot be made of what the caller sent, or its provider does not take it. */
        REFUSED,
        /** A guard kept back what would have been sent, or the answer. */
        BLOCKED;

        private final String word = name().toLowerCase(Locale.ROOT);

        /** As the database, metrics and the control plane have it. */
        public String word() {
            return word;
        }
    }
}
