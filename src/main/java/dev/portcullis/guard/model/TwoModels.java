package dev.portcullis.guard.model;

import dev.portcullis.guard.text.View;
import dev.portcullis.guard.text.Views;

/**
 * The first outputs of two models, for one reading of a text: their weights lie side by side, so that a feature is hashed once and looked
 * up once. What comes of it is exactly what each model says by itself. Immutable.
 */
final class TwoModels {

    /** Of each bucket of the finer model both weights: the finer one's in the lower byte. */
    private final short[] weights;
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
        weights = new short[finer.buckets()];
        shift = LinearModel.shift(weights.length);
        int each = weights.length / coarser.buckets();
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (short) (coarser.firstWeight(i / each) << 8 | finer.firstWeight(i) & 0xFF);
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
        private final Variety variety = new Variety();
        private final int[] ofFiner = new int[1];
        private final int[] ofCoarser = new int[1];
        private int words;
        private int kinds;

        @Override
        public void word(int hash, int at) {
            variety.add(hash);
            short both = weights[LinearModel.bucket(hash, shift)];
            ofFiner[0] += (byte) both;
            ofCoarser[0] += both >> 8;
            words++;
        }

        @Override
        public void kind(int hash, int at) {
            short both = weights[LinearModel.bucket(hash, shift)];
            ofFiner[0] += finer.kinds() * (byte) both;
            ofCoarser[0] += coarser.kinds() * (both >> 8);
            kinds++;
        }

        @Override
        public void segment(int[] runs, int characters) {
            for (int from = 0; from < runs.length; from += Features.LONGEST) {
                add(runs, from, from + characters);
            }
            int count = words + 3 * characters;
            add(finerWindows, ofFiner, count + kinds * finer.kinds(), runs, characters);
            add(coarserWindows, ofCoarser, count + kinds * coarser.kinds(), runs, characters);
            variety.clear();
            words = 0;
            kinds = 0;
        }

        private void add(int[] runs, int from, int to) {
            int finerSum = 0;
            int coarserSum = 0;
            for (int i = from; i < to; i++) {
                short both = weights[LinearModel.bucket(runs[i], shift)];
                finerSum += (byte) both;
                coarserSum += both >> 8;
            }
            ofFiner[0] += finerSum;
            ofCoarser[0] += coarserSum;
        }

        private void add(Windows windows, int[] sum, int features, int[] runs, int characters) {
            if (features < LinearModel.MANY || variety.isEnough(runs, characters)) {
                windows.add(sum, features);
            }
            sum[0] = 0;
        }
    }
}
