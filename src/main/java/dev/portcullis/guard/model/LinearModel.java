package dev.portcullis.guard.model;

import dev.portcullis.guard.text.View;
import dev.portcullis.guard.text.Views;
import java.util.Arrays;
import java.util.List;

/**
 * One or more linear models over the same features of a text. Each gives a text mostly the highest sum that any window of up to
 * {@value #WINDOW} sentences has, so that a sentence in a long document is found, and a little of that of the whole, and makes of it a
 * probability (Platt, 1999). All sums are of whole numbers and the rest is strict arithmetic, so that a score is the same on every platform.
 * Immutable; linear in the text; less than a kibibyte is allocated for a view of any length.
 */
public final class LinearModel {

    /** Sentences in a window. */
    static final int WINDOW = 3;
    /** Windows with fewer features are weighed as if they had so many, or a lone word would weigh most. */
    static final int FEW = 120;

    /** What the whole text counts against its best window. */
    static final double WHOLE = 0.15;
    /** What the whole counts at least: it grows with the text, and would hide an attack at the end of a long honest one. */
    static final double LEAST = -3;

    /** Features from which on a segment should have many that differ; the shortest sentence that stands by itself has more. */
    static final int MANY = 60;

    /** The margin of a text with nothing to read. */
    static final double NOTHING = -10;

    private final byte[] weights;
    private final int shift;
    private final int kinds;
    private final Output[] outputs;

    /**
     * What turns sums into a probability.
     *
     * @param name   of what this is the probability
     * @param scale  what a weight of 1 is worth
     * @param bias   added to what the weights come to
     * @param slope  of the logistic function over the margin, which is above 0 for what the model takes for one of its kind
     * @param offset of the same
     */
    record Output(String name, float scale, float bias, float slope, float offset) {

        /** @param root of how many features it is the sum of, see {@link LinearModel#root} */
        double weigh(long sum, double root) {
            return sum * (double) scale / root + bias;
        }

        double probability(double margin) {
            return 1 / (1 + StrictMath.exp(-(slope * margin + offset)));
        }
    }

    /**
     * @param weights of each bucket one for each output, next to each other; as many buckets as a power of two
     * @param kinds   how many features one of {@link Kinds} counts for
     */
    LinearModel(byte[] weights, int kinds, Output... outputs) {
        this.weights = weights;
        this.kinds = kinds;
        this.outputs = outputs;
        this.shift = shift(weights.length / outputs.length);
    }

    /** What the sum of so many weights is divided by. */
    static double root(int features) {
        return Math.sqrt(Math.max(features, FEW));
    }

    static int shift(int buckets) {
        if (Integer.bitCount(buckets) != 1) {
            throw new IllegalArgumentException("not a power of two: " + buckets);
        }
        return 32 - Integer.numberOfTrailingZeros(buckets);
    }

    static int bucket(int hash, int shift) {
        return hash * 0x9E3779B1 >>> shift;
    }

    /** What this model can tell, in the order of {@link #scores}. */
    public List<String> names() {
        return Arrays.stream(outputs).map(Output::name).toList();
    }

    byte[] weights() {
        return weights;
    }

    int buckets() {
        return weights.length / outputs.length;
    }

    /** Of the first output. */
    byte firstWeight(int bucket) {
        return weights[bucket * outputs.length];
    }

    int kinds() {
        return kinds;
    }

    Output[] outputs() {
        return outputs;
    }

    /** Of each output the highest probability that any reading of the text has, 0 to 1. */
    public double[] scores(Views views) {
        double[] scores = margins(views);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = outputs[i].probability(scores[i]);
        }
        return scores;
    }

    /** Of each output the highest margin that any reading of the text has; what {@link #NOTHING} is, of a text with nothing to read. */
    double[] margins(Views views) {
        double[] highest = new double[outputs.length];
        Arrays.fill(highest, NOTHING);
        for (View view : views.lowered()) {
            Sums sums = new Sums();
            Features.read(view.text(), sums);
            sums.windows.raise(highest);
        }
        return highest;
    }

    private final class Sums implements Features.Sink {

        private final Windows windows = new Windows(outputs);
        private final int[] now = new int[outputs.length];

        @Override
        public void segment(Segment segment) {
            Arrays.fill(now, 0);
            add(segment.threes, segment.from, segment.to, 1);
            add(segment.fours, segment.from, segment.to, 1);
            add(segment.fives, segment.from, segment.to, 1);
            add(segment.words, 0, segment.wordCount, 1);
            add(segment.kinds, 0, segment.kindCount, kinds);
            int count = segment.count() + segment.kindCount * kinds;
            if (count < MANY || Variety.isEnough(segment)) {
                windows.add(now, count);
            }
        }

        private void add(int[] features, int from, int to, int times) {
            for (int feature = from; feature < to; feature++) {
                int at = bucket(features[feature], shift) * now.length;
                for (int i = 0; i < now.length; i++) {
                    now[i] += times * weights[at + i];
                }
            }
        }
    }
}
