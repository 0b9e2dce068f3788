package dev.portcullis.guard.injection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class WordAutomatonTest {

    @Property
    void findsEveryWordWhereverItEnds(@ForAll("words") List<String> words, @ForAll("texts") String text) {
        Map<String, Integer> numbers = new TreeMap<>();
        words.forEach(word -> numbers.putIfAbsent(word, numbers.size()));
        TreeSet<String> expected = new TreeSet<>();
        for (String word : numbers.keySet()) {
            for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
                expected.add(numbers.get(word) + " until " + (at + word.length()));
            }
        }
        assertEquals(expected, new TreeSet<>(found(new WordAutomaton(numbers), text)));
    }

    @Test
    void aWordTooLongIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new WordAutomaton(Map.of("a".repeat(64), 0)));
        assertThrows(IllegalArgumentException.class, () -> new WordAutomaton(Map.of("", 0)));
    }

    private static List<String> found(WordAutomaton automaton, String text) {
        List<String> found = new ArrayList<>();
        int state = 0;
        for (int i = 0; i < text.length(); i++) {
            state = automaton.step(state, text.charAt(i));
            for (int at = automaton.wordState(state); at != 0; at = automaton.nextWordState(at)) {
                found.add(automaton.word(at) + " until " + (i + 1));
            }
        }
        return found;
    }

    @Provide
    Arbitrary<List<String>> words() {
        return Arbitraries.strings().withChars("abяж ").ofMinLength(1).ofMaxLength(5).list().ofMinSize(1).ofMaxSize(12);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("abяжc ").ofMaxLength(60);
    }
}
