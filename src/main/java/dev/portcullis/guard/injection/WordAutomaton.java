package dev.portcullis.guard.injection;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds all of many words in one pass (Aho and Corasick, 1975). From each state an ASCII character leads on by table; the others, of
 * which there are many and which most texts have not, by a map and the links to shorter beginnings. Where a word of the text begins
 * like none, the rest of it leads nowhere. Immutable.
 */
final class WordAutomaton {

    /** Longer words are not taken. */
    static final int LONGEST = 63;

    /** Where a text begins. */
    static final int START = WordTrie.START;
    /** Within a word of the text with which nothing begins. */
    static final int WITHIN = WordTrie.WITHIN;

    /** So many columns, which are those of most characters, have a row of their own: as many bytes as a processor fetches at once. */
    private static final int ROW_BITS = 5;
    private static final int ROW = 1 << ROW_BITS;

    /** Where words that end with a state may do so in a text: at the end of one of its words only, or within it as well. */
    private static final int NOWHERE = 0;
    private static final int ALONE = 1;
    private static final int ANYWHERE = 2;

    /** By ASCII character where its column begins in the table. */
    private final int[] columns;
    /** Of all states the first {@link #ROW} columns, behind them the next. */
    private final short[] table;
    private final int[] keys;
    private final short[] values;
    private final short[] shorter;
    private final int[] word;
    private final short[] nextWord;
    /** From here on a word ends with each state, and with none before; */
    private final int firstWord;
    /** and from here on one that may do so within a word of the text. */
    private final int firstOpen;

    /** Where any word may begin anywhere. @param words number by word */
    WordAutomaton(Map<String, Integer> words) {
        this(words, words.keySet(), words.keySet());
    }

    /**
     * @param words  number by word
     * @param within those that may begin within a word of the text as well; of the others that begin with an ASCII letter or digit those
     *               that do so right behind another one may be found or not
     * @param open   those that may end within a word of the text as well
     */
    WordAutomaton(Map<String, Integer> words, Set<String> within, Set<String> open) {
        words.keySet().forEach(WordAutomaton::check);
        boolean[] begins = new boolean[128];
        within.stream().map(text -> text.charAt(0)).filter(c -> c < 128).forEach(c -> begins[c] = true);
        WordTrie trie = new WordTrie(words, c -> begins[c]);
        int states = trie.shortestFirst().size();
        if (states > Short.MAX_VALUE) {
            throw new IllegalArgumentException(states + " states; there is room for " + Short.MAX_VALUE);
        }
        int[] order = order(words.keySet());
        columns = Arrays.stream(order).map(at -> at / ROW * ROW * states + at % ROW).toArray();
        table = new short[(Arrays.stream(order).max().orElse(0) / ROW + 1) * ROW * states];
        shorter = new short[states];
        word = new int[states];
        nextWord = new short[states];
        short[] numbers = new short[states];
        int[] ends = ends(trie, words, open);
        firstWord = count(ends, NOWHERE);
        firstOpen = firstWord + count(ends, ALONE);
        number(trie, ends, numbers);
        int edges = 0;
        for (int of : trie.shortestFirst()) {
            link(trie, of, numbers);
            edges += (int) trie.children(of).keySet().stream().filter(c -> c >= 128).count();
        }
        int room = Integer.highestOneBit(Math.max(8, edges * 4));
        keys = new int[room];
        values = new short[room];
        Arrays.fill(keys, -1);
        for (int of : trie.shortestFirst()) {
            trie.children(of).forEach((c, child) -> {
                if (c >= 128) {
                    put(numbers[of], c, numbers[child]);
                }
            });
        }
    }

    private static void check(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            throw new IllegalArgumentException("a word of 1 to " + LONGEST + " characters, not '" + text + "'");
        }
    }

    /**
     * The most frequent characters have the first columns. Those that are in no word have one of two: the last but one, or the last for
     * letters and digits.
     */
    private static int[] order(Set<String> words) {
        int[] counts = new int[128];
        words.forEach(text -> text.chars().filter(c -> c < 128).forEach(c -> counts[c]++));
        int[] order = new int[128];
        int[] used = IntStream.range(0, 128).filter(c -> counts[c] > 0).boxed().sorted(Comparator.comparingInt(c -> -counts[c]))
                .mapToInt(Integer::intValue).toArray();
        for (char c = 0; c < 128; c++) {
            order[c] = WordTrie.alphanumeric(c) ? used.length + 1 : used.length;
        }
        for (int i = 0; i < used.length; i++) {
            order[used[i]] = i;
        }
        return order;
    }

    /** By state where words that end with it may do so. */
    private static int[] ends(WordTrie trie, Map<String, Integer> words, Set<String> open) {
        Set<Integer> openNumbers = open.stream().map(words::get).collect(Collectors.toSet());
        int[] ends = new int[trie.shortestFirst().size()];
        for (int of : trie.shortestFirst()) {
            int own = trie.word(of) < 0 ? NOWHERE : openNumbers.contains(trie.word(of)) ? ANYWHERE : ALONE;
            ends[of] = Math.max(own, ends[trie.shorter(of)]);
        }
        return ends;
    }

    private static int count(int[] ends, int kind) {
        return (int) Arrays.stream(ends).filter(end -> end == kind).count();
    }

    /** Numbers the states by where words end with them, and of those the ones near a root, which a text is mostly in, side by side. */
    private void number(WordTrie trie, int[] ends, short[] numbers) {
        int[] next = {0, firstWord, firstOpen};
        for (int of : trie.shortestFirst()) {
            numbers[of] = (short) next[ends[of]]++;
        }
    }

    private void link(WordTrie trie, int of, short[] numbers) {
        int state = numbers[of];
        int fallback = numbers[trie.shorter(of)];
        shorter[state] = (short) fallback;
        word[state] = trie.word(of);
        nextWord[state] = word[fallback] >= 0 ? (short) fallback : nextWord[fallback];
        int row = state << ROW_BITS;
        if (of <= WITHIN) {
            for (char c = 0; c < 128; c++) {
                table[row + columns[c]] = numbers[trie.step(of, c)];
            }
            return;
        }
        for (int rows = 0; rows < table.length; rows += word.length << ROW_BITS) {
            System.arraycopy(table, rows + (fallback << ROW_BITS), table, rows + row, ROW);
        }
        trie.children(of).forEach((c, child) -> {
            if (c < 128) {
                table[row + columns[c]] = numbers[child];
            }
        });
    }

    /** The state after another character. Over a whole text this takes two comparisons a character at most, on average. */
    int step(int state, char c) {
        if (c < 128) {
            return table[(state << ROW_BITS) + columns[c]];
        }
        int from = state;
        while (true) {
            int next = get(from, c);
            if (next >= 0) {
                return next;
            }
            if (from == START) {
                return START;
            }
            from = shorter[from];
        }
    }

    /**
     * Whether a word ends with this state that may do so here.
     *
     * @param within 1 if the word of the text is known to go on, 0 if not. A number, for a processor cannot foresee it
     */
    boolean hasWord(int state, int within) {
        return state >= firstWord + (firstOpen - firstWord & -within);
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
