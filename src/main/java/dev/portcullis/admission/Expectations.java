package dev.portcullis.admission;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long a model's answers have been, for calls that do not say how long theirs may become: an average in which the last twenty
 * or so weigh most. Knows only models that have answered, so there are no more of them than the configuration has.
 */
final class Expectations {

    /** Tokens that are expected of a model which has not answered yet. */
    static final long AT_FIRST = 512;
    private static final double WEIGHT_OF_LAST = 0.1;

    private final Map<String, Double> averages = new ConcurrentHashMap<>();

    /** @return output tokens of one answer */
    long output(String model) {
        Double average = averages.get(model);
        return average == null ? AT_FIRST : Math.round(Math.ceil(average));
    }

    /** @param output tokens of an answer that was complete */
    void learn(String model, long output) {
        averages.merge(model, (double) output, (before, now) -> before + WEIGHT_OF_LAST * (now - before));
    }
}
