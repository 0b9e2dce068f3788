package dev.portcullis.guard.injection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds all of many words in one pass (Aho and Corasick, 1975). From each state an ASCII character leads on by table; the others, of
 * which there are many and which most texts have not, by a map and the links to shorter beginnings. Immutable.
 */
final class WordAutomaton {

    /** Longer words are not taken. */
    static final int LONGEST = 63;

    private final int[] columns = new int[128];
    private final int width;
    private final short[] table;
    private final int[] keys;
    private final short[] values;
    private final short[] shorter;
    private final int[] word;
    private final short[] nextWord;

    /** @param words number by word */
    WordAutomaton(Map<String, Integer> words) {
        List<Map<Character, Integer>> children = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        children.add(new TreeMap<>());
        ends.add(-1);
        int wide = 1;
        int edges = 0;
        for (Map.Entry<String, Integer> entry : words.entrySet()) {
            String text = entry.getKey();
            if (text.isEmpty() || text.length() > LONGEST) {
                throw new IllegalArgumentException("a word of 1 to " + LONGEST + " characters, not '" + text + "'");
            }
            int state = 0;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c < 128 && columns[c] == 0) {
                    columns[c] = wide++;
                }
                Integer child = children.get(state).get(c);
                if (child == null) {
                    child = children.size();
                    children.add(new TreeMap<>());
                    ends.add(-1);
                    children.get(state).put(c, child);
                    edges += c < 128 ? 0 : 1;
                }
                state = child;
            }
            ends.set(state, entry.getValue());
        }
        int states = children.size();
        if (states > Short.MAX_VALUE) {
            throw new IllegalArgumentException(states + " states; there is room for " + Short.MAX_VALUE);
        }
        width = wide;
        table = new short[states * wide];
        int room = Integer.highestOneBit(Math.max(8, edges * 4));
        keys = new int[room];
        values = new short[room];
        Arrays.fill(keys, -1);
        shorter = new short[states];
        word = ends.stream().mapToInt(Integer::intValue).toArray();
        nextWord = new short[states];
        link(children);
    }

    private void link(List<Map<Character, Integer>> children) {
        for (int state = 0; state < children.size(); state++) {
            for (Map.Entry<Character, Integer> edge : children.get(state).entrySet()) {
                if (edge.getKey() >= 128) {
                    put(state, edge.getKey(), edge.getValue());
                }
            }
        }
        ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(0));
        while (!queue.isEmpty()) {
            int state = queue.poll();
            int fallback = shorter[state];
            nextWord[state] = word[fallback] >= 0 && state != 0 ? (short) fallback : nextWord[fallback];
            if (state != 0) {
                System.arraycopy(table, fallback * width, table, state * width, width);
            }
            for (Map.Entry<Character, Integer> edge : children.get(state).entrySet()) {
                int child = edge.getValue();
                shorter[child] = state == 0 ? 0 : (short) step(fallback, edge.getKey());
                if (edge.getKey() < 128) {
                    table[state * width + columns[edge.getKey()]] = (short) child;
                }
                queue.add(child);
            }
        }
    }

    /** The state after another character. Over a whole text this takes two comparisons a character at most, on average. */
    int step(int state, char c) {
        if (c < 128) {
            return table[state * width + columns[c]];
        }
        int from = state;
        while (true) {
            int next = get(from, c);
            if (next >= 0) {
                return next;
            }
            if (from == 0) {
                return 0;
            }
            from = shorter[from];
        }
    }

    /** A state with a word that ends here: this one or that of a shorter word; 0 where there is none. */
    int wordState(int state) {
        return word[state] >= 0 ? state : nextWord[state];
    }

    int nextWordState(int state) {
        return nextWord[state];
    }

    int word(int state) {
        return word[state];
    }

    int states() {
        return word.length;
    }

    private void put(int state, char c, int child) {
        int at = slot(state, c);
        while (keys[at] != -1) {
            at = at + 1 & keys.length - 1;
        }
        keys[at] = state << 16 | c;
        values[at] = (short) child;
    }

    private int get(int state, char c) {
        int key = state << 16 | c;
        int at = slot(state, c);
        while (keys[at] != -1) {
            if (keys[at] == key) {
                return values[at];
            }
            at = at + 1 & keys.length - 1;
        }
        return -1;
    }

    private int slot(int state, char c) {
        int mixed = (state << 16 | c) * 0x9E3779B9;
        return (mixed ^ mixed >>> 15) & keys.length - 1;
    }
}
