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
        private final int times;

        Collector(int shift, int times) {
            this.shift = shift;
            this.times = times;
        }

        @Override
        public void segment(Segment segment) {
            int[] features = new int[segment.count() + times * segment.kindCount];
            int length = 0;
            int word = 0;
            int kind = 0;
            int pair = segment.pairsFrom;
            for (int at = 0; at <= segment.to - segment.from; at++) {
                for (; word < segment.pairsFrom && segment.wordPlaces[word] == at; word++) {
                    features[length++] = bucket(segment.words[word]);
                }
                for (; kind < segment.kindCount && segment.kindPlaces[kind] == at; kind++) {
                    Arrays.fill(features, length, length += times, bucket(segment.kinds[kind]));
                }
                for (; pair < segment.wordCount && segment.wordPlaces[pair] == at; pair++) {
                    features[length++] = bucket(segment.words[pair]);
                }
                int character = segment.from + at;
                if (character < segment.to) {
                    features[length++] = bucket(segment.threes[character]);
                    features[length++] = bucket(segment.fours[character]);
                    features[length++] = bucket(segment.fives[character]);
                }
            }
            segments.add(features);
        }

        private int bucket(int hash) {
            return LinearModel.bucket(hash, shift);
        }
    }
}
