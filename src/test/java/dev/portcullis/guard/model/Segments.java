package dev.portcullis.guard.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The features of a text as the trainer keeps them: one array a segment, by where in it they end. */
record Segments(int[][] features) {

    /** @param buckets a power of two @param kinds how many times a feature of kinds is there */
    static Segments of(String text, int buckets, int kinds) {
        Collector collector = new Collector(LinearModel.shift(buckets), kinds);
        Features.read(text, collector);
        return new Segments(collector.segments.toArray(new int[0][]));
    }

    int count() {
        return features.length;
    }

    private static final class Collector implements Features.Sink {

        private final List<int[]> segments = new ArrayList<>();
        private final int shift;
        private final int kinds;
        /** Buckets of words and kinds, and how many characters were read before. */
        private int[] words = new int[64];
        private int[] places = new int[64];
        private int count;

        Collector(int shift, int kinds) {
            this.shift = shift;
            this.kinds = kinds;
        }

        @Override
        public void word(int hash, int at) {
            if (count == words.length) {
                words = Arrays.copyOf(words, count * 2);
                places = Arrays.copyOf(places, count * 2);
            }
            words[count] = LinearModel.bucket(hash, shift);
            places[count++] = at;
        }

        @Override
        public void kind(int hash, int at) {
            for (int time = 0; time < kinds; time++) {
                word(hash, at);
            }
        }

        @Override
        public void segment(int[] runs, int characters) {
            int[] features = new int[count + 3 * characters];
            int length = 0;
            int word = 0;
            for (int at = 0; at <= characters; at++) {
                while (word < count && places[word] == at) {
                    features[length++] = words[word++];
                }
                for (int from = 0; from < runs.length && at < characters; from += Features.LONGEST) {
                    features[length++] = LinearModel.bucket(runs[from + at], shift);
                }
            }
            segments.add(features);
            count = 0;
        }
    }
}
