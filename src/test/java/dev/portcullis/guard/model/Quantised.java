package dev.portcullis.guard.model;

import java.util.Arrays;
import java.util.List;

/** Makes of what was learnt a model of whole numbers, a byte each. */
final class Quantised {

    /** The share of weights that may be beyond what a byte holds, and are held at its ends: so the rest has finer steps. */
    private static final double BEYOND = 0.0002;

    private Quantised() {}

    static LinearModel of(List<Learner> learners, List<String> names, int kinds) {
        int width = learners.size();
        byte[] bytes = new byte[learners.getFirst().weights().length * width];
        LinearModel.Output[] outputs = new LinearModel.Output[width];
        for (int output = 0; output < width; output++) {
            float[] weights = learners.get(output).weights();
            float[] sizes = new float[weights.length];
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = Math.abs(weights[i]);
            }
            Arrays.sort(sizes);
            float scale = Math.max(1e-6f, sizes[(int) ((1 - BEYOND) * (sizes.length - 1))] / Byte.MAX_VALUE);
            for (int i = 0; i < weights.length; i++) {
                bytes[i * width + output] = (byte) Math.max(-Byte.MAX_VALUE, Math.min(Byte.MAX_VALUE, Math.round(weights[i] / scale)));
            }
            outputs[output] = new LinearModel.Output(names.get(output), scale, learners.get(output).bias(), 1, 0);
        }
        return new LinearModel(bytes, kinds, outputs);
    }
}
