package dev.portcullis.guard.model;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Logistic regression over bags of windows, by stochastic gradient descent with a rate for each weight (AdaGrad: Duchi, Hazan and Singer,
 * 2011) and weights that shrink. A text is an example by its best window, as it will be scored, and by its whole. Deterministic.
 */
final class Learner {

    /**
     * @param kinds how many features one of {@link Kinds} counts for
     * @param decay how much each weight shrinks at each step it takes part in
     */
    record Settings(int buckets, int kinds, int passes, float rate, float decay, float wholeShare, float clip) {}

    /** @param weight how much the example counts, 1 as it is */
    record Example(Segments text, boolean positive, float weight) {}

    private final Settings settings;
    private final float[] weights;
    private final float[] squares;
    private float bias;

    Learner(Settings settings) {
        this.settings = settings;
        weights = new float[settings.buckets];
        squares = new float[settings.buckets];
    }

    float[] weights() {
        return weights;
    }

    float bias() {
        return bias;
    }

    /** The best window and the whole. */
    double[] score(Segments text) {
        float[] sums = sums(text);
        double all = 0;
        int count = 0;
        for (int i = 0; i < sums.length; i++) {
            all += sums[i];
            count += text.features()[i].length;
        }
        return new double[] {best(text, sums).margin, all / Math.sqrt(Math.max(count, LinearModel.FEW)) + bias};
    }

    void learn(List<Example> examples) {
        SplittableRandom random = new SplittableRandom(20261129);
        int[] order = new int[examples.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        for (int pass = 0; pass < settings.passes; pass++) {
            for (int i = order.length - 1; i > 0; i--) {
                int other = random.nextInt(i + 1);
                int swap = order[i];
                order[i] = order[other];
                order[other] = swap;
            }
            for (int at : order) {
                learn(examples.get(at), pass, random);
            }
        }
    }

    private void learn(Example example, int pass, SplittableRandom random) {
        Segments text = example.text;
        int windows = Math.max(1, text.count() - LinearModel.WINDOW + 1);
        boolean few = text.count() <= LinearModel.WINDOW;
        if (pass > 0 || text.count() == 1) {
            Window best = best(text, sums(text));
            step(text, best.from, best.to, example, few ? example.weight : example.weight * (1 - settings.wholeShare));
        } else if (few) {
            step(text, 0, text.count(), example, example.weight);
        }
        if (!few) {
            step(text, 0, text.count(), example, example.weight * settings.wholeShare);
            if (!example.positive || pass == 0) {
                int start = random.nextInt(windows);
                step(text, start, start + LinearModel.WINDOW, example, example.weight * 0.3f);
            }
        }
    }

    private void step(Segments text, int from, int to, Example example, float weight) {
        float sum = 0;
        int count = 0;
        for (int i = from; i < to; i++) {
            for (int feature : text.features()[i]) {
                sum += weights[feature];
            }
            count += text.features()[i].length;
        }
        double norm = 1 / Math.sqrt(Math.max(count, LinearModel.FEW));
        double margin = sum * norm + bias;
        double probability = 1 / (1 + StrictMath.exp(-margin));
        float wrong = (float) ((probability - (example.positive ? 1 : 0)) * weight);
        float step = (float) (wrong * norm);
        if (Math.abs(wrong) < 1e-4) {
            return;
        }
        for (int i = from; i < to; i++) {
            for (int feature : text.features()[i]) {
                float gradient = step + settings.decay * weights[feature] * weight;
                squares[feature] += gradient * gradient;
                weights[feature] -= settings.rate * gradient / (float) Math.sqrt(squares[feature] + 1e-6f);
                weights[feature] = Math.max(-settings.clip, Math.min(settings.clip, weights[feature]));
            }
        }
        bias -= 0.02f * wrong;
    }

    private float[] sums(Segments text) {
        float[] sums = new float[text.count()];
        for (int i = 0; i < sums.length; i++) {
            for (int feature : text.features()[i]) {
                sums[i] += weights[feature];
            }
        }
        return sums;
    }

    private record Window(int from, int to, double margin) {}

    /** The best of all windows of one to {@link LinearModel#WINDOW} segments. */
    private Window best(Segments text, float[] sums) {
        Window best = null;
        for (int last = 0; last < sums.length; last++) {
            double sum = 0;
            int count = 0;
            for (int first = last; first >= Math.max(0, last - LinearModel.WINDOW + 1); first--) {
                sum += sums[first];
                count += text.features()[first].length;
                double margin = sum / Math.sqrt(Math.max(count, LinearModel.FEW)) + bias;
                if (best == null || margin > best.margin) {
                    best = new Window(first, last + 1, margin);
                }
            }
        }
        return best;
    }
}
