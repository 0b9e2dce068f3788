package dev.portcullis.admission;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long a model's answers to one tenant have been, for its calls that do not say how long theirs may become: an average in which
 * the last twenty or so weigh most. Only such calls teach it, and one answer at a time. Thread-safe.
 */
final class Expectations {

    /** Tokens that are expected of a model which has not answered yet. */
    static final long AT_FIRST = 512;
    /** Models; more than that a configuration hardly has at a time. */
    private static final int MOST_KNOWN = 1_000;
    private static final double WEIGHT_OF_LAST = 0.1;

    private final Map<String, Double> averages = new ConcurrentHashMap<>();

    /** @return output tokens of one answer */
    long output(String model) {
        Double average = averages.get(model);
        return average == null ? AT_FIRST : Math.round(Math.ceil(average));
    }

    /**
     * @param output  tokens of all answers to a call that named no bound, which were complete
     * @param answers how many, at least 1
     */
    void learn(String model, long output, int answers) {
        if (averages.size() < MOST_KNOWN || averages.containsKey(model)) {
            averages.merge(model, (double) output / answers, (before, now) -> before + WEIGHT_OF_LAST * (now - before));
        }
    }
}
