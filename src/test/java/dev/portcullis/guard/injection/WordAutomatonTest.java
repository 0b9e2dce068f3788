package dev.portcullis.guard.injection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
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

    @Property
    void findsOthersWhereTheyBeginAWordOfTheText(@ForAll("words") List<String> words, @ForAll("texts") String text) {
        Map<String, Integer> numbers = new TreeMap<>();
        words.forEach(word -> numbers.putIfAbsent(word, numbers.size()));
        Set<String> within = numbers.keySet().stream().filter(word -> word.length() % 2 == 0).collect(Collectors.toSet());
        TreeSet<String> found = new TreeSet<>(found(new WordAutomaton(numbers, within, Set.of()), text));
        assertTrue(new TreeSet<>(found(new WordAutomaton(numbers), text)).containsAll(found), found::toString);
        for (String word : numbers.keySet()) {
            for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
                boolean inside = at > 0 && isAscii(text.charAt(at)) && isAscii(text.charAt(at - 1));
                String expected = numbers.get(word) + " until " + (at + word.length());
                assertTrue(inside && !within.contains(word) || found.contains(expected), expected);
            }
        }
    }

    @Test
    void nothingBeginsWithinAWordOfTheTextIfNoWordMay() {
        WordAutomaton automaton = new WordAutomaton(Map.of("gate", 0, "ate it", 1), Set.of(), Set.of());
        assertEquals(List.of("0 until 4", "0 until 9", "1 until 27"), found(automaton, "gate gates agate it, ate it"));
    }

    @Property
    void withinAWordOfTheTextOnlySomeMayEnd(@ForAll("words") List<String> words, @ForAll("texts") String text) {
        Map<String, Integer> numbers = new TreeMap<>();
        words.forEach(word -> numbers.putIfAbsent(word, numbers.size()));
        Set<String> open = numbers.keySet().stream().filter(word -> word.length() % 2 == 0).collect(Collectors.toSet());
        WordAutomaton automaton = new WordAutomaton(numbers, numbers.keySet(), open);
        int state = WordAutomaton.START;
        for (int i = 0; i < text.length(); i++) {
            state = automaton.step(state, text.charAt(i));
            String read = text.substring(0, i + 1);
            assertEquals(open.stream().anyMatch(read::endsWith), automaton.hasWord(state, 1), read);
            assertEquals(numbers.keySet().stream().anyMatch(read::endsWith), automaton.hasWord(state, 0), read);
        }
    }

    private static boolean isAscii(char c) {
        return c >= 'a' && c <= 'z';
    }

    @Test
    void aWordTooLongIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new WordAutomaton(Map.of("a".repeat(64), 0)));
        assertThrows(IllegalArgumentException.class, () -> new WordAutomaton(Map.of("", 0)));
    }

    private static List<String> found(WordAutomaton automaton, String text) {
        List<String> found = new ArrayList<>();
        int state = WordAutomaton.START;
        for (int i = 0; i < text.length(); i++) {
            state = automaton.step(state, text.charAt(i));
            assertEquals(automaton.wordState(state) != 0, automaton.hasWord(state, 0));
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
