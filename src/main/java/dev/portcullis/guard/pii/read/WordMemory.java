package dev.portcullis.guard.pii.read;

import java.util.Arrays;

/**
 * Where words stood before the places that were asked about, so that a text full of numbers is searched once for each list of words and
 * not once for each number. Not safe for threads.
 */
final class WordMemory {

    /** The farthest that anybody looks back, in characters. */
    private static final int FARTHEST = 96;

    private final String text;
    private final WordStarts starts;
    /** By list: from where on known, up to where asked, before where all is decided, and the last place where a word stands, plus one. */
    private int[] since = new int[0];
    private int[] asked = new int[0];
    private int[] decided = new int[0];
    private int[] last = new int[0];
    private long steps;

    WordMemory(String text, WordStarts starts) {
        this.text = text;
        this.starts = starts;
    }

    /** Whether one of the words begins at {@code from} or behind it and ends at {@code to} or before. */
    boolean before(Words words, int from, int to) {
        int list = words.number;
        if (list >= asked.length) {
            int room = Math.max(list + 1, Words.count());
            since = Arrays.copyOf(since, room);
            asked = Arrays.copyOf(asked, room);
            decided = Arrays.copyOf(decided, room);
            last = Arrays.copyOf(last, room);
        }
        if (to < asked[list] || from < since[list] || to - from > FARTHEST) {
            steps += to - from;
            return words.in(text, starts, from, to);
        }
        if (from > decided[list]) {
            since[list] = from;
        }
        int undecided = to;
        boolean found = false;
        for (int i = starts.next(Math.max(decided[list], from), to); i < to; i = starts.next(i + 1, to)) {
            steps++;
            switch (words.at(text, i, to)) {
                case NONE -> { }
                case WHOLE -> last[list] = i + 1;
                case BEGUN -> undecided = Math.min(undecided, i);
                case LAST -> {
                    undecided = Math.min(undecided, i);
                    found |= i >= from;
                }
            }
        }
        steps++;
        asked[list] = to;
        decided[list] = undecided;
        return found || last[list] > from;
    }

    long steps() {
        return steps;
    }
}
