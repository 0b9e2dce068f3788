package dev.portcullis.cache.similar.facts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the lists of words that guards are made of. */
final class WordList {

    private WordList() {
    }

    /** @param words with white space between them */
    static Set<String> of(String words) {
        return Set.copyOf(List.of(words.strip().split("\\s+")));
    }

    /** @param lines each a meaning and, after it, all the words that have it */
    static Map<String, String> meanings(String lines) {
        Map<String, String> meanings = new HashMap<>();
        lines.lines().filter(line -> !line.isBlank()).forEach(line -> {
            String[] words = line.strip().split("\\s+");
            for (String word : words) {
                String before = meanings.put(word, words[0]);
                if (before != null && !before.equals(words[0])) {
                    throw new IllegalArgumentException(word + " has two meanings: " + before + " and " + words[0]);
                }
            }
        });
        return Map.copyOf(meanings);
    }
}
