package dev.portcullis.guard.injection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The words of a {@link WordAutomaton} while it is made: a tree of their beginnings, and from each the link to the longest shorter one it
 * ends with. There are two roots, because most words begin where no ASCII letter or digit stands before: {@link #START}, where any may
 * begin, and {@link #WITHIN} a word of the text.
 */
final class WordTrie {

    /** Nothing has begun, and what stands before is no ASCII letter or digit. */
    static final int START = 0;
    /** Nothing has begun, and what stands before is one. */
    static final int WITHIN = 1;

    private final List<Map<Character, Integer>> children = new ArrayList<>();
    private final List<Integer> words = new ArrayList<>();
    private final Predicate<Character> within;
    private int[] shorter;
    private List<Integer> shortestFirst;

    /** @param words number by word. @param within whether a word that begins with this ASCII letter or digit may do so within another */
    WordTrie(Map<String, Integer> words, Predicate<Character> within) {
        this.within = within;
        beginning();
        beginning();
        words.forEach(this::add);
        link();
    }

    private int beginning() {
        children.add(new TreeMap<>());
        words.add(-1);
        return children.size() - 1;
    }

    private void add(String word, int number) {
        int state = START;
        for (char c : word.toCharArray()) {
            Integer child = children.get(state).get(c);
            if (child == null) {
                child = beginning();
                children.get(state).put(c, child);
            }
            state = child;
        }
        words.set(state, number);
    }

    private void link() {
        shorter = new int[children.size()];
        shortestFirst = new ArrayList<>(List.of(START, WITHIN));
        children.get(START).forEach((c, child) -> shorter[child] = alphanumeric(c) ? WITHIN : START);
        ArrayDeque<Integer> queue = new ArrayDeque<>(children.get(START).values());
        while (!queue.isEmpty()) {
            int state = queue.poll();
            shortestFirst.add(state);
            children.get(state).forEach((c, child) -> {
                shorter[child] = step(shorter[state], c);
                queue.add(child);
            });
        }
    }

    /** The longest beginning that what was read ends with, after another character. */
    int step(int state, char c) {
        for (int from = state; ; from = shorter[from]) {
            Integer child = from == WITHIN ? within(c) : children.get(from).get(c);
            if (child != null) {
                return child;
            }
            if (from <= WITHIN) {
                return alphanumeric(c) ? WITHIN : START;
            }
        }
    }

    private Integer within(char c) {
        return alphanumeric(c) && !within.test(c) ? null : children.get(START).get(c);
    }

    static boolean alphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z';
    }

    /** All states, both roots first; each behind those it has links to. */
    List<Integer> shortestFirst() {
        return shortestFirst;
    }

    Map<Character, Integer> children(int state) {
        return children.get(state);
    }

    /** Of a root it is {@link #START}. */
    int shorter(int state) {
        return shorter[state];
    }

    /** The number of the word that is this beginning; -1 where there is none. */
    int word(int state) {
        return words.get(state);
    }
}
