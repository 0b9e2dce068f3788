package dev.portcullis.guard.injection;

import java.util.List;

/**
 * One named rule.
 *
 * @param name     its family, a dot, and what it finds: {@code override.prior}; what findings are called by
 * @param weight   how sure it is by itself, above 0 and below 1; for {@link Family#MENTION} the share of the score it takes away
 * @param patterns each of which is enough
 */
record Rule(String name, Family family, double weight, List<Pattern> patterns) {

    /** Steps that must come one after the other. */
    record Pattern(List<Step> steps) {}

    /**
     * @param words     any of them, with {@code *} where a word may go on
     * @param gap       how many characters there may be at most between the step before and this one
     * @param sentences whether a sentence may end between
     */
    record Step(List<String> words, int gap, boolean sentences) {}
}
