package dev.portcullis.guard.model;

import dev.portcullis.guard.text.View;
import dev.portcullis.guard.text.Views;

/**
 * The first outputs of two models, for one reading of a text: their weights lie side by side, so that a feature is hashed once and looked
 * up once. What comes of it is exactly what each model says by itself. Immutable.
 */
final class TwoModels {

    /** A weight is at least minus so much. It is added to each, so that both have eight bits and no sign. */
    private static final int LIFT = 128;

    /** Of each bucket of the finer model both weights, lifted: the finer one's in the lower eight bits, the coarser one's above. */
    private final char[] weights;
    private final int shift;
    private final LinearModel finer;
    private final LinearModel coarser;

    /** @param finer has at least as many buckets as the other */
    TwoModels(LinearModel finer, LinearModel coarser) {
        if (finer.buckets() < coarser.buckets()) {
            throw new IllegalArgumentException(finer.buckets() + " buckets are not as many as " + coarser.buckets());
        }
        this.finer = finer;
        this.coarser = coarser;
        weights = new char[finer.buckets()];
        shift = LinearModel.shift(weights.length);
        int each = weights.length / coarser.buckets();
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (char) (coarser.firstWeight(i / each) + LIFT << 8 | finer.firstWeight(i) + LIFT);
        }
    }

    /** The first of {@link LinearModel#scores} of the finer model and of the coarser one. */
    double[] scores(Views views) {
        double[] finerMargin = {LinearModel.NOTHING};
        double[] coarserMargin = {LinearModel.NOTHING};
        for (View view : views.lowered()) {
            Sums sums = new Sums();
            Features.read(view.text(), sums);
            sums.finerWindows.raise(finerMargin);
            sums.coarserWindows.raise(coarserMargin);
        }
        return new double[] {finer.outputs()[0].probability(finerMargin[0]), coarser.outputs()[0].probability(coarserMargin[0])};
    }

    private final class Sums implements Features.Sink {

        private final Windows finerWindows = new Windows(finer.outputs()[0]);
        private final Windows coarserWindows = new Windows(coarser.outputs()[0]);
        private final int[] sum = new int[1];
        private int ofFiner;
        private int ofCoarser;

        @Override
        public void segment(Segment segment) {
            ofFiner = 0;
            ofCoarser = 0;
            runs(segment);
            add(segment.words, segment.wordCount, 1, 1);
            add(segment.kinds, segment.kindCount, finer.kinds(), coarser.kinds());
            int finerCount = segment.count() + segment.kindCount * finer.kinds();
            int coarserCount = segment.count() + segment.kindCount * coarser.kinds();
            boolean differ = Math.max(finerCount, coarserCount) < LinearModel.MANY || Variety.isEnough(segment);
            add(finerWindows, ofFiner, finerCount, differ);
            add(coarserWindows, ofCoarser, coarserCount, differ);
        }

        private void runs(Segment segment) {
            int pairs = 0;
            int lower = 0;
            for (int i = segment.from; i < segment.to; i++) {
                int three = weights[LinearModel.bucket(segment.threes[i], shift)];
                int four = weights[LinearModel.bucket(segment.fours[i], shift)];
                int five = weights[LinearModel.bucket(segment.fives[i], shift)];
                pairs += three + four + five;
                lower += (three & 0xFF) + (four & 0xFF) + (five & 0xFF);
            }
            add(pairs, lower, 3 * (segment.to - segment.from), 1, 1);
        }

        private void add(int[] features, int count, int finerTimes, int coarserTimes) {
            int pairs = 0;
            int lower = 0;
            for (int i = 0; i < count; i++) {
                int pair = weights[LinearModel.bucket(features[i], shift)];
                pairs += pair;
                lower += pair & 0xFF;
            }
            add(pairs, lower, count, finerTimes, coarserTimes);
        }

        /** @param pairs sum of both weights as they lie side by side; of what a segment has at most it stays below 2^27 */
        private void add(int pairs, int lower, int count, int finerTimes, int coarserTimes) {
            ofFiner += finerTimes * (lower - LIFT * count);
            ofCoarser += coarserTimes * ((pairs - lower >>> 8) - LIFT * count);
        }

        private void add(Windows windows, int ofAll, int features, boolean differ) {
            if (features < LinearModel.MANY || differ) {
                sum[0] = ofAll;
                windows.add(sum, features);
            }
        }
    }
}
