package dev.portcullis.admission;

import java.util.Optional;

/**
 * What one call asks of its limits, before anybody knows what it will use.
 *
 * @param key       names the caller's key
 * @param user      names the end user, if the caller did; not the name itself, and of bounded length
 * @param tokens    input and output together, as far as can be told
 * @param bound     whether the call itself says how much output there can be; if not, {@code tokens} and {@code cost} are
 *                  expectations, and one that is larger than a whole limit takes the whole limit
 * @param inputOnly those of {@code tokens} that are there in any case
 * @param cost      in nano-dollars
 * @param inputCost of the input alone, in nano-dollars
 */
record Demand(String key, Optional<String> user, long tokens, boolean bound, long inputOnly, long cost, long inputCost) {

    /**
     * What is to be taken of a limit of tokens per minute.
     *
     * @param limit of everybody
     * @param part  of it that decides here; a call that is larger takes all of the part, as long as the limit itself would do
     */
    double tokensOf(double limit, double part) {
        double asked = bound || inputOnly > limit ? tokens : Math.min(tokens, limit);
        return asked > limit ? asked : Math.min(asked, part);
    }

    /**
     * What a budget must have left.
     *
     * @param limit of everybody, in nano-dollars
     * @param share of it that decides here
     */
    long costOf(long limit, double share) {
        if (bound || cost <= limit && share == 1 || inputCost >= limit) {
            return cost;
        }
        return Math.min(cost, share == 1 ? limit : (long) (limit * share));
    }
}
