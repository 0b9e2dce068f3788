package dev.portcullis.guard.injection;

import java.util.List;

/**
 * What the rules say of a text.
 *
 * @param score 0 to 1: all rules found, as if each were right by itself with its weight (noisy-or), less what mentions take away
 * @param hits  each rule once, the weightiest first
 * @param steps how many comparisons it took beyond one look at each character; for tests of its being linear
 */
public record Findings(double score, List<Hit> hits, long steps) {

    static final Findings NONE = new Findings(0, List.of(), 0);
}
