package dev.portcullis.cache.similar;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Pairs of questions that may share an answer, and pairs that must not: {@code src/test/resources/similar}. */
final class QuestionPairs {

    /** @param kind what differs. @param held whether it was set aside, every third, and had no part in choosing anything */
    record Pair(String kind, String one, String other, boolean held) {
    }

    private QuestionPairs() {
    }

    static List<Pair> paraphrases() {
        return read("paraphrases.tsv");
    }

    static List<Pair> nearMisses() {
        return read("near-misses.tsv");
    }

    private static List<Pair> read(String file) {
        try (InputStream in = Objects.requireNonNull(QuestionPairs.class.getResourceAsStream("/similar/" + file), file)) {
            List<Pair> pairs = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                String[] parts = line.split("\t");
                boolean held = pairs.size() % 3 == 2;
                pairs.add(parts.length == 3 ? new Pair(parts[0], parts[1], parts[2], held) : new Pair("same", parts[0], parts[1], held));
            }
            return pairs;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
