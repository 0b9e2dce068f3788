package dev.portcullis.guard.model;

import java.util.List;
import java.util.Map;

/**
 * Where a score shall lie: one value where so many of the honest texts are above it, and a higher one where fewer are. A score that is
 * made so has the same thresholds whatever model is behind it.
 *
 * @param first  the score of the lower threshold, above 0 and below 1; {@code second} that of the higher
 */
record Points(double first, Share atFirst, double second, Share atSecond) {

    /** At most so much of ordinary texts, and of those that look like attacks and are none; 0 to 1. */
    record Share(double ordinary, double hard) {}

    /** @return slope and offset of a logistic function over the margin of the first output */
    double[] fit(Task task, Map<String, double[]> margins) {
        double low = margin(task, margins, atFirst);
        double high = Math.max(margin(task, margins, atSecond), low + 0.1);
        double slope = (logit(second) - logit(first)) / (high - low);
        return new double[] {slope, logit(first) - slope * low};
    }

    private static double margin(Task task, Map<String, double[]> margins, Share share) {
        return Math.max(margin(task.samples(), "benign", margins, share.ordinary), margin(task.samples(), "hard", margins, share.hard));
    }

    private static double margin(List<Sample> samples, String kind, Map<String, double[]> margins, double share) {
        double[] sorted = samples.stream().filter(sample -> sample.kind().startsWith(kind)).mapToDouble(sample -> margins.get(sample.id())[0])
                .sorted().toArray();
        return Math.nextUp(sorted[Math.max(0, sorted.length - 1 - (int) (share * sorted.length))]);
    }

    private static double logit(double probability) {
        return StrictMath.log(probability / (1 - probability));
    }
}
