package dev.portcullis.guard.model;

import dev.portcullis.guard.text.View;
import dev.portcullis.guard.text.Views;

/**
 * The first output of a model, its weights by themselves: of the shipped ones in 64 KiB that stay near the processor, as all weights of
 * all models do not. What comes of it is exactly what the model says. Immutable.
 */
final class FirstOutput {

    private final byte[] weights;
    private final int shift;
    private final int kinds;
    private final LinearModel.Output output;

    FirstOutput(LinearModel model) {
        weights = new byte[model.buckets()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = model.firstWeight(i);
        }
        shift = LinearModel.shift(weights.length);
        kinds = model.kinds();
        output = model.outputs()[0];
    }

    /** The first of {@link LinearModel#scores}. @param last what may have been read of the text before; then that of this one */
    double score(Views views, LastReading last) {
        double[] margin = {LinearModel.NOTHING};
        for (View view : views.lowered()) {
            Sums sums = new Sums();
            if (view == views.folded()) {
                last.read(view.text(), sums);
            } else {
                Features.read(view.text(), sums);
            }
            sums.windows.raise(margin);
        }
        return output.probability(margin[0]);
    }

    /** Adds segments up. Not for two threads. */
    final class Sums implements Features.Sink {

        private final Windows windows = new Windows(output);
        private final int[] sum = new int[1];
        private int count;

        @Override
        public void segment(Segment segment) {
            int all = add(segment.threes, segment.from, segment.to) + add(segment.fours, segment.from, segment.to)
                    + add(segment.fives, segment.from, segment.to) + add(segment.words, 0, segment.wordCount);
            all += kinds * add(segment.kinds, 0, segment.kindCount);
            int features = segment.count() + segment.kindCount * kinds;
            boolean counts = features < LinearModel.MANY || Variety.isEnough(segment);
            add(all, counts ? features : 0);
        }

        /** A segment that came to so much. @param features none if it does not count */
        void add(int ofAll, int features) {
            sum[0] = ofAll;
            count = features;
            if (features > 0) {
                windows.add(sum, features);
            }
        }

        /** Of the last segment. */
        int sum() {
            return sum[0];
        }

        /** The same; 0 if it does not count. */
        int features() {
            return count;
        }

        private int add(int[] features, int from, int to) {
            int all = 0;
            for (int i = from; i < to; i++) {
                all += weights[LinearModel.bucket(features[i], shift)];
            }
            return all;
        }
    }
}
