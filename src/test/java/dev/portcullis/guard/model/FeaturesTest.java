package dev.portcullis.guard.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

    /** They are worked out for many segments at once, and those of the next many begin with characters of the last. */
    @Test
    void aSentenceHasTheSameFeaturesWhereverItStands() {
        for (String sentence : List.of("They write a guide to \u5ffd\u7565\u6307\u4ee4, 12 of them. ", "\u5ffd\u7565\u6307\u4ee4".repeat(10) + "\u3002",
                "a b c d e f g h i j k l m n o p q r s t u v w x y z! ", "x".repeat(151) + "\n")) {
            Set<List<Integer>> different = new HashSet<>();
            int[] count = new int[1];
            Features.read(sentence.repeat(200).strip(), segment -> {
                if (count[0]++ > 0) {
                    different.add(hashes(segment));
                }
            });
            assertEquals(200, count[0]);
            assertEquals(1, different.size(), sentence);
        }
    }

    @Property
    void aTextHasFewFeaturesForEachCharacter(@ForAll String text) {
        int[] all = new int[1];
        Features.read(text, segment -> {
            int characters = segment.to - segment.from;
            assertTrue(characters > 0 && characters <= Features.LONGEST);
            all[0] += segment.count() + segment.kindCount;
        });
        assertTrue(all[0] <= 7 * (text.length() + 1));
    }

    private static int segments(String text) {
        return Segments.of(text, 1 << 10, 1).count();
    }

    private static List<Integer> read(String text) {
        List<Integer> hashes = new ArrayList<>();
        Features.read(text, segment -> hashes.addAll(hashes(segment)));
        return hashes;
    }

    private static List<Integer> hashes(Segment segment) {
        List<Integer> hashes = new ArrayList<>();
        add(hashes, segment.words, 0, segment.wordCount);
        add(hashes, segment.kinds, 0, segment.kindCount);
        add(hashes, segment.threes, segment.from, segment.to);
        add(hashes, segment.fours, segment.from, segment.to);
        add(hashes, segment.fives, segment.from, segment.to);
        return hashes;
    }

    private static void add(List<Integer> hashes, int[] features, int from, int to) {
        for (int i = from; i < to; i++) {
            hashes.add(features[i]);
        }
    }
}
