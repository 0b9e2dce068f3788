package dev.portcullis.guard.terms;

import dev.portcullis.guard.text.Characters;
import dev.portcullis.guard.text.Span;
import dev.portcullis.guard.text.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * An operator's terms as one automaton (Aho and Corasick, 1975): whatever their number, a text costs a step or two for each character.
 * Case does not count, white space in a term is any white space, and no letter or digit may stand beside a term's own. Immutable.
 */
final class Terms {

    /** A space of a term, and all white space of a text that follows one another. */
    private static final char SPACE = ' ';
    private static final int ROOT = 0;
    private static final char LONG_S = 'ſ';
    private static final char KELVIN = '\u212a';

    /** By place of a table of which at most half is used: state and character, and the state they lead to. */
    private long[] keys = new long[64];
    private int[] targets = new int[64];
    private int edges;
    private int states = 1;
    private int[] shorter;
    /** By state: the length of the term that ends with it in characters as they are read, 0 for none. */
    private int[] lengths = new int[64];
    /** By state: the next shorter one with which a term ends. */
    private int[] nextEnd;
    private final int[] first = new int[128];
    /** A letter or digit of ASCII; */
    private static final int PLAIN = 1;
    /** the beginning of a term that is one, and of one that is not; */
    private static final int BEGINS_PLAIN = 2;
    private static final int BEGINS = 4;
    /** and what makes a letter behind it no letter. */
    private static final int ESCAPE = 8;
    /** By ASCII character as it is written which of these it is. */
    private final byte[] kinds = new byte[128];
    /** Whether a term begins with another character. */
    private boolean beginsBeyond;
    private int longest = 1;

    Terms(List<String> terms) {
        Arrays.fill(keys, -1);
        List<List<Integer>> byDepth = new ArrayList<>();
        List<int[]> parents = new ArrayList<>();
        parents.add(new int[] {0, 0});
        for (String term : terms) {
            insert(term.strip(), byDepth, parents);
        }
        link(byDepth, parents);
    }

    private void insert(String term, List<List<Integer>> byDepth, List<int[]> parents) {
        int state = ROOT;
        int length = 0;
        for (int at = 0; at < term.length(); ) {
            int codePoint = term.codePointAt(at);
            at += Character.charCount(codePoint);
            boolean space = isSpace(codePoint);
            while (space && at < term.length() && isSpace(term.charAt(at))) {
                at++;
            }
            for (char c : space ? new char[] {SPACE} : Character.toChars(folded(codePoint))) {
                int next = target(state, c);
                if (next < 0) {
                    next = states++;
                    put(state, c, next);
                    parents.add(new int[] {state, c});
                    while (byDepth.size() <= length) {
                        byDepth.add(new ArrayList<>());
                    }
                    byDepth.get(length).add(next);
                }
                state = next;
                length++;
            }
        }
        if (lengths.length <= states) {
            lengths = Arrays.copyOf(lengths, states * 2);
        }
        lengths[state] = length;
        longest = Math.max(longest, length);
    }

    private void link(List<List<Integer>> byDepth, List<int[]> parents) {
        lengths = Arrays.copyOf(lengths, states);
        shorter = new int[states];
        nextEnd = new int[states];
        for (char c = 0; c < 128; c++) {
            first[c] = Math.max(ROOT, target(ROOT, c));
        }
        for (char c = 0; c < 128; c++) {
            boolean begins = first[isSpace(c) ? SPACE : Character.toLowerCase(c)] != ROOT;
            kinds[c] = (byte) ((isPlain(c) ? PLAIN | (begins ? BEGINS_PLAIN : 0) : begins ? BEGINS : 0) | (c == '\\' ? ESCAPE : 0));
        }
        beginsBeyond = !byDepth.isEmpty() && byDepth.getFirst().stream().anyMatch(state -> parents.get(state)[1] >= 128);
        for (List<Integer> level : byDepth) {
            for (int state : level) {
                int[] parent = parents.get(state);
                shorter[state] = parent[0] == ROOT ? ROOT : step(shorter[parent[0]], (char) parent[1]);
                nextEnd[state] = lengths[shorter[state]] > 0 ? shorter[state] : nextEnd[shorter[state]];
            }
        }
    }

    /**
     * Where terms stand in the text that came, in order and without overlaps: of those that overlap in the view the one that begins
     * first, then the longest.
     *
     * @param from what begins before this place of the view does not count
     */
    List<Span> find(View view, int from) {
        List<int[]> all = places(view.text(), from, false);
        all.sort(Comparator.<int[]>comparingInt(place -> place[0]).thenComparingInt(place -> -place[1]));
        List<Span> found = new ArrayList<>();
        int done = from;
        for (int[] place : all) {
            if (place[0] >= done) {
                found.add(view.original(place[0], place[1]));
                done = place[1];
            }
        }
        return found;
    }

    boolean matches(View view) {
        return !places(view.text(), 0, true).isEmpty();
    }

    private List<int[]> places(String text, int from, boolean one) {
        List<int[]> places = new ArrayList<>(0);
        if (states == 1) {
            return places;
        }
        char[] read = Characters.of(text);
        int length = text.length();
        // Where each of the last characters that were seen began.
        int[] starts = new int[Integer.highestOneBit(longest) * 2];
        int state = ROOT;
        int seen = 0;
        for (int at = from; at < length; ) {
            if (state == ROOT) {
                // What is remembered of the characters before only counts behind the root.
                at = beginning(read, at, length);
                if (at == length) {
                    break;
                }
            }
            char c = read[at];
            int start = at++;
            int code = c;
            if (c >= 128) {
                code = Character.codePointAt(read, start, length);
                at = start + Character.charCount(code);
                code = folded(code);
            } else if (c >= 'A' && c <= 'Z') {
                code = c + ('a' - 'A');
            } else if (isSpace(c)) {
                code = SPACE;
                while (at < length && isSpace(read[at])) {
                    at++;
                }
            }
            starts[seen++ & starts.length - 1] = start;
            if (code < 0x10000) {
                state = step(state, (char) code);
            } else {
                state = step(state, Character.highSurrogate(code));
                starts[seen++ & starts.length - 1] = start;
                state = step(state, Character.lowSurrogate(code));
            }
            for (int end = lengths[state] > 0 ? state : nextEnd[state]; end != ROOT; end = nextEnd[end]) {
                int begin = starts[seen - lengths[end] & starts.length - 1];
                if (standsAlone(text, begin, at)) {
                    places.add(new int[] {begin, at});
                    if (one) {
                        return places;
                    }
                }
            }
        }
        return places;
    }

    /** The first place from here on where a term may begin; there may be none even so. */
    private int beginning(char[] read, int from, int length) {
        int escape = from > 1 ? kind(read[from - 2]) : 0;
        int before = from > 0 ? kind(read[from - 1]) : 0;
        for (int at = from; at < length; at++) {
            char c = read[at];
            int kind = kind(c);
            // One question, and hardly ever yes: where words begin, and with what, is too irregular for a processor to foresee.
            int within = before & PLAIN & ~(escape / ESCAPE);
            if ((kind & (BEGINS | BEGINS_PLAIN) & ~(within * BEGINS_PLAIN)) != 0) {
                return at;
            }
            // Two others are an s and a k in all but their dress.
            if (c >= 128 && (beginsBeyond || c == LONG_S || c == KELVIN)) {
                return at;
            }
            escape = before;
            before = kind;
        }
        return length;
    }

    private int kind(char c) {
        return c < 128 ? kinds[c] : 0;
    }

    /** Whether it is a letter or digit of ASCII. */
    private static boolean isPlain(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z';
    }

    private static boolean standsAlone(String text, int start, int end) {
        return mayBegin(text, start)
                && (end == text.length() || !Character.isLetterOrDigit(text.codePointAt(end)) || !Character
                .isLetterOrDigit(text.codePointBefore(end)));
    }

    /** Whether no letter or digit stands before: the {@code n} of a line's end that is written as {@code \\n}, as in JSON, is none. */
    static boolean mayBegin(CharSequence text, int start) {
        return start == 0 || !Character.isLetterOrDigit(Character.codePointBefore(text, start))
                || !Character.isLetterOrDigit(Character.codePointAt(text, start))
                || start > 1 && text.charAt(start - 2) == '\\' && "nrtbf".indexOf(text.charAt(start - 1)) >= 0;
    }

    /** Of what RE2 calls white space. */
    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }

    /** The same for all that differ in case alone. A dotted capital i and a dotless small one are letters of their own. */
    private static int folded(int codePoint) {
        return codePoint == 0x130 || codePoint == 0x131 ? codePoint : Character.toLowerCase(Character.toUpperCase(codePoint));
    }

    private int step(int state, char c) {
        int from = state;
        while (from != ROOT) {
            int next = target(from, c);
            if (next >= 0) {
                return next;
            }
            from = shorter[from];
        }
        return c < 128 ? first[c] : Math.max(ROOT, target(ROOT, c));
    }

    private int target(int state, char c) {
        long key = (long) state << 16 | c;
        for (int at = slot(key); keys[at] != -1; at = at + 1 & keys.length - 1) {
            if (keys[at] == key) {
                return targets[at];
            }
        }
        return -1;
    }

    private void put(int state, char c, int target) {
        if (++edges * 2 > keys.length) {
            long[] oldKeys = keys;
            int[] oldTargets = targets;
            keys = new long[oldKeys.length * 2];
            targets = new int[keys.length];
            Arrays.fill(keys, -1);
            for (int i = 0; i < oldKeys.length; i++) {
                if (oldKeys[i] != -1) {
                    place(oldKeys[i], oldTargets[i]);
                }
            }
        }
        place((long) state << 16 | c, target);
    }

    private void place(long key, int target) {
        int at = slot(key);
        while (keys[at] != -1) {
            at = at + 1 & keys.length - 1;
        }
        keys[at] = key;
        targets[at] = target;
    }

    private int slot(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) & keys.length - 1;
    }
}
