package dev.portcullis.guard.model;

import dev.portcullis.guard.text.View;
import dev.portcullis.guard.text.Views;
import java.util.Arrays;
import java.util.List;

/**
 * One or more linear models over the same features of a text. Each gives a text mostly the highest sum that any window of up to
 * {@value #WINDOW} sentences has, so that a sentence in a long document is found, and a little of that of the whole, and makes of it a
 * probability (Platt, 1999). All sums are of whole numbers and the rest is strict arithmetic, so that a score is the same on every platform.
 * Immutable; linear in the text; about a kibibyte is allocated for a view of any length.
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
    /** Of 64 bits, one for each sixty-fourth of all features, those that a segment sets at least: ordinary ones of so many features set 38 and more. */
    static final int DIFFERENT = 27;

    /** The margin of a text with nothing to read. */
    static final double NOTHING = -10;

    private final byte[] weights;
    /** Those of the first output alone, close together: a table that a processor keeps at hand costs a third of one that it does not. */
    private final byte[] first;
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

        double weigh(long sum, int features) {
            return sum * (double) scale / Math.sqrt(Math.max(features, FEW)) + bias;
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
        this.first = new byte[weights.length / outputs.length];
        for (int i = 0; i < first.length; i++) {
            first[i] = weights[i * outputs.length];
        }
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

    int kinds() {
        return kinds;
    }

    Output[] outputs() {
        return outputs;
    }

    /** Of each output the highest probability that any reading of the text has, 0 to 1. */
    public double[] scores(Views views) {
        return scores(views, outputs.length);
    }

    /** The first so many of {@link #scores}, for less. */
    public double[] scores(Views views, int most) {
        double[] scores = margins(views, most);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = outputs[i].probability(scores[i]);
        }
        return scores;
    }

    /** Of each output the highest margin that any reading of the text has; what {@link #NOTHING} is, of a text with nothing to read. */
    double[] margins(Views views) {
        return margins(views, outputs.length);
    }

    private double[] margins(Views views, int most) {
        double[] highest = new double[most];
        Arrays.fill(highest, NOTHING);
        for (View view : views.lowered()) {
            Sums sums = new Sums(most);
            Features.read(view.text(), sums);
            sums.raise(highest);
        }
        return highest;
    }

    private final class Sums implements Features.Sink {

        private final int[][] last;
        private final int[] counts = new int[WINDOW];
        private final long[] all;
        private final double[] best;
        private int[] now;
        private int count;
        private int total;
        private int segments;
        /** One bit for each sixty-fourth of all features. */
        private long seen;

        /** @param most how many outputs are asked for */
        Sums(int most) {
            last = new int[WINDOW][most];
            all = new long[most];
            best = new double[most];
            now = last[0];
        }

        @Override
        public void feature(int hash) {
            seen |= 1L << (hash >>> 26);
            add(hash, 1);
        }

        @Override
        public void kind(int hash) {
            add(hash, kinds);
        }

        private void add(int hash, int times) {
            int bucket = bucket(hash, shift);
            if (now.length == 1) {
                now[0] += times * first[bucket];
            } else {
                int at = bucket * outputs.length;
                for (int i = 0; i < now.length; i++) {
                    now[i] += times * weights[at + i];
                }
            }
            count += times;
        }

        @Override
        public void segment() {
            boolean repeats = count >= MANY && Long.bitCount(seen) < DIFFERENT;
            seen = 0;
            if (repeats) {
                // A line, or one word for ever: a weight that happens to be there would be added up as if it said more each time.
                count = 0;
                Arrays.fill(now, 0);
                return;
            }
            counts[segments % WINDOW] = count;
            for (int i = 0; i < now.length; i++) {
                all[i] += now[i];
                long sum = 0;
                int features = 0;
                for (int back = 0; back < WINDOW && back <= segments; back++) {
                    int at = (segments - back) % WINDOW;
                    sum += last[at][i];
                    features += counts[at];
                    double weight = outputs[i].weigh(sum, features);
                    best[i] = segments == 0 ? weight : Math.max(best[i], weight);
                }
            }
            total += count;
            segments++;
            count = 0;
            now = last[segments % WINDOW];
            Arrays.fill(now, 0);
        }

        private void raise(double[] margins) {
            for (int i = 0; i < margins.length && segments > 0; i++) {
                double whole = Math.max(LEAST, outputs[i].weigh(all[i], total));
                margins[i] = Math.max(margins[i], (1 - WHOLE) * best[i] + WHOLE * whole);
            }
        }
    }
}
