package dev.portcullis.guard.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FeaturesTest {

    @Test
    void digitsAreAllAlikeAndSoAreSpaces() {
        assertEquals(read("room 12 is free"), read("room \t\n47 is  free"));
        assertNotEquals(read("room 12 is free"), read("room 12 is full"));
    }

    @Test
    void aLongTextComesInSentencesAndPieces() {
        assertEquals(List.of(1, 3), List.of(segments("Short."), segments("This is the first of three sentences. This is the second of three "
                + "sentences. This is the third of three sentences.")));
        assertTrue(segments("a".repeat(2000)) >= 10);
    }

    @Test
    void nothingToReadHasNoSegment() {
        assertEquals(List.of(0, 0), List.of(segments(""), segments(" \n\t ")));
    }

    @Test
    void scriptsWithoutSpacesHaveRunsOfTwo() {
        assertTrue(read("\u5ffd\u7565\u6307\u4ee4").size() > read("abcd").size());
    }

    @Test
    void wordsOfAKindHaveAFeatureInCommon() {
        List<Integer> first = read("steal");
        first.retainAll(read("forging"));
        assertEquals(1, first.size());
        assertEquals(new Kinds().of(Features.word("steal")), new Kinds().of(Features.word("stealing")));
        assertEquals(0, new Kinds().of(Features.word("portcullis")));
    }

    @Property
    void everyFeatureBelongsToASegmentAndThereAreFewForEachCharacter(@ForAll String text) {
        int[] open = new int[1];
        int[] all = new int[1];
        Features.read(text, new Features.Sink() {
            @Override
            public void word(int hash, int at) {
                open[0]++;
                all[0]++;
            }

            @Override
            public void kind(int hash, int at) {
                word(hash, at);
            }

            @Override
            public void segment(int[] runs, int characters) {
                assertTrue(characters > 0 && characters <= Features.LONGEST);
                all[0] += 3 * characters;
                open[0] = 0;
            }
        });
        assertEquals(0, open[0]);
        assertTrue(all[0] <= 7 * (text.length() + 1));
    }

    private static int segments(String text) {
        return Segments.of(text, 1 << 10, 1).count();
    }

    private static List<Integer> read(String text) {
        List<Integer> hashes = new ArrayList<>();
        Features.read(text, new Features.Sink() {
            @Override
            public void word(int hash, int at) {
                hashes.add(hash);
            }

            @Override
            public void kind(int hash, int at) {
                hashes.add(hash);
            }

            @Override
            public void segment(int[] runs, int characters) {
                for (int i = 0; i < characters; i++) {
                    hashes.addAll(List.of(runs[i], runs[Features.LONGEST + i], runs[2 * Features.LONGEST + i]));
                }
            }
        });
        return hashes;
    }
}
