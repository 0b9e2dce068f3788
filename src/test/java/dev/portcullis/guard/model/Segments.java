package dev.portcullis.guard.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The features of a text as the trainer keeps them: one array a segment, in the order in which a model meets them. */
record Segments(int[][] features) {

    /** @param buckets a power of two @param kinds how many times a feature of kinds is there */
    static Segments of(String text, int buckets, int kinds) {
        List<int[]> segments = new ArrayList<>();
        int shift = LinearModel.shift(buckets);
        Features.read(text, new Features.Sink() {
            private int[] features = new int[1024];
            private int count;

            @Override
            public void feature(int hash) {
                if (count == features.length) {
                    features = Arrays.copyOf(features, count * 2);
                }
                features[count++] = LinearModel.bucket(hash, shift);
            }

            @Override
            public void kind(int hash) {
                for (int time = 0; time < kinds; time++) {
                    feature(hash);
                }
            }

            @Override
            public void segment() {
                segments.add(Arrays.copyOf(features, count));
                count = 0;
            }
        });
        return new Segments(segments.toArray(new int[0][]));
    }

    int count() {
        return features.length;
    }
}
