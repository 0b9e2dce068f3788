package dev.portcullis.release.shadow;

import java.util.Locale;

/** What two answers to one request are compared by. */
public enum Measure {
    /** No answer that could be used: 1 or 0. */
    ERRORS,
    /** The natural logarithm of seconds; of two answers. */
    LATENCY,
    /** Of two answers. */
    OUTPUT_TOKENS,
    /** US dollars; of two answers. */
    COST,
    /** The answer is not what its prompt's version promises: 1 or 0; where both versions promise something that can be checked. */
    OUTPUT_FAILURES,
    /** Both ended for the same reason: 1 or 0. */
    SAME_FINISH,
    /** Both are the same but for white space: 1 or 0. */
    SAME_TEXT,
    /** How many of their words they have in common, 0 to 1. */
    OVERLAP;

    /** As the database and the control plane have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether each side has a value of its own; else it is one of both together. */
    public boolean isOfEachSide() {
        return this != SAME_FINISH && this != SAME_TEXT && this != OVERLAP;
    }

    /** Whether each side's value is 0 or 1. */
    boolean isShare() {
        return this == ERRORS || this == OUTPUT_FAILURES || this == SAME_FINISH || this == SAME_TEXT;
    }
}
