package dev.portcullis.guard.model;

/** Of each output of a model the highest weight that any window of segments has, and that of the whole. Not for two threads. */
final class Windows {

    private final LinearModel.Output[] outputs;
    /** By segment, the last few of them, and output. */
    private final int[] last;
    private final int[] counts = new int[LinearModel.WINDOW];
    private final long[] all;
    private final double[] best;
    private int total;
    private int segments;

    Windows(LinearModel.Output... outputs) {
        this.outputs = outputs;
        last = new int[LinearModel.WINDOW * outputs.length];
        all = new long[outputs.length];
        best = new double[outputs.length];
    }

    /** A further segment. @param sums of its weights, by output. @param features how many they are of */
    void add(int[] sums, int features) {
        int now = segments % LinearModel.WINDOW;
        counts[now] = features;
        System.arraycopy(sums, 0, last, now * all.length, all.length);
        for (int i = 0; i < all.length; i++) {
            all[i] += last[now * all.length + i];
            long sum = 0;
            int count = 0;
            for (int back = 0; back < LinearModel.WINDOW && back <= segments; back++) {
                int at = (segments - back) % LinearModel.WINDOW;
                sum += last[at * all.length + i];
                count += counts[at];
                double weight = outputs[i].weigh(sum, count);
                best[i] = segments == 0 ? weight : Math.max(best[i], weight);
            }
        }
        total += features;
        segments++;
    }

    /** Raises each margin to what it is here where that is higher; none where there was no segment. */
    void raise(double[] margins) {
        for (int i = 0; i < all.length && segments > 0; i++) {
            double whole = Math.max(LinearModel.LEAST, outputs[i].weigh(all[i], total));
            margins[i] = Math.max(margins[i], (1 - LinearModel.WHOLE) * best[i] + LinearModel.WHOLE * whole);
        }
    }
}
