package dev.portcullis.guard.model;

/** Of each output of a model the highest weight that any window of segments has, and that of the whole. Not for two threads. */
final class Windows {

    private final LinearModel.Output[] outputs;
    /** Sums of the last segment, by output, and of the last two: with the next they are windows of two and of three. */
    private final int[] last;
    private final int[] lastTwo;
    private final long[] all;
    private final double[] best;
    private int lastCount;
    private int lastTwoCount;
    private int total;
    private int segments;

    Windows(LinearModel.Output... outputs) {
        this.outputs = outputs;
        last = new int[outputs.length];
        lastTwo = new int[outputs.length];
        all = new long[outputs.length];
        best = new double[outputs.length];
    }

    /** A further segment. @param sums of its weights, by output. @param features how many they are of */
    void add(int[] sums, int features) {
        double root = LinearModel.root(features);
        double rootOfTwo = LinearModel.root(features + lastCount);
        double rootOfThree = LinearModel.root(features + lastTwoCount);
        for (int i = 0; i < best.length; i++) {
            LinearModel.Output output = outputs[i];
            int sum = sums[i];
            double highest = output.weigh(sum, root);
            if (segments > 0) {
                highest = Math.max(best[i], Math.max(highest, output.weigh((long) sum + last[i], rootOfTwo)));
                if (segments > 1) {
                    highest = Math.max(highest, output.weigh((long) sum + lastTwo[i], rootOfThree));
                }
            }
            best[i] = highest;
            all[i] += sum;
            lastTwo[i] = last[i] + sum;
            last[i] = sum;
        }
        lastTwoCount = lastCount + features;
        lastCount = features;
        total += features;
        segments++;
    }

    /** Raises each margin to what it is here where that is higher; none where there was no segment. */
    void raise(double[] margins) {
        for (int i = 0; i < best.length && segments > 0; i++) {
            double whole = Math.max(LinearModel.LEAST, outputs[i].weigh(all[i], LinearModel.root(total)));
            margins[i] = Math.max(margins[i], (1 - LinearModel.WHOLE) * best[i] + LinearModel.WHOLE * whole);
        }
    }
}
