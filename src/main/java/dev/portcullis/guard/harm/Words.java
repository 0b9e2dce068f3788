package dev.portcullis.guard.harm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells of which of some lists a text has a word, in one pass that allocates nothing. A word is letters, digits and apostrophes. What ends
 * with {@code *} begins a word, and what has a space is two words one after the other. Words are compared by hashes of 64 bits. Immutable.
 */
final class Words {

    /** Beginnings have so many characters at least. */
    private static final int SHORTEST = 3;
    private static final long TIMES = 0x9E3779B97F4A7C15L;
    private static final long BEGINS = 0x632BE59BD9B4E019L;

    private final long[] keys;
    private final int[] lists;
    private final int all;

    /** @param lists at most 31, the words of each with {@code |} between them */
    Words(List<String> lists) {
        Map<Long, Integer> found = new HashMap<>();
        for (int i = 0; i < lists.size(); i++) {
            for (String word : lists.get(i).split("\\s*\\|\\s*")) {
                found.merge(key(word.strip()), 1 << i, (first, second) -> first | second);
            }
        }
        keys = new long[Integer.highestOneBit(found.size()) * 8];
        this.lists = new int[keys.length];
        all = (1 << lists.size()) - 1;
        found.forEach((key, of) -> {
            int at = slot(key);
            while (keys[at] != 0) {
                at = at + 1 & keys.length - 1;
            }
            keys[at] = key;
            this.lists[at] = of;
        });
    }

    private static long key(String word) {
        int space = word.indexOf(' ');
        if (space > 0) {
            return pair(hash(word.substring(0, space)), hash(word.substring(space + 1)));
        }
        if (!word.endsWith("*")) {
            return hash(word);
        }
        if (word.length() <= SHORTEST) {
            throw new IllegalArgumentException("a beginning of a word has " + SHORTEST + " characters or more: " + word);
        }
        return hash(word.substring(0, word.length() - 1)) ^ BEGINS;
    }

    private static long hash(String word) {
        long hash = 0;
        for (int i = 0; i < word.length(); i++) {
            hash = next(hash, word.charAt(i));
        }
        return hash;
    }

    private static long next(long hash, char c) {
        long mixed = (hash + c + 1) * TIMES;
        return mixed ^ mixed >>> 29;
    }

    private static long pair(long first, long second) {
        return first * TIMES + second;
    }

    /** A bit for each list that has a word in this text. @param lowered the text in lower case */
    int in(String lowered) {
        int found = 0;
        long before = 0;
        long hash = 0;
        int length = 0;
        for (int i = 0; i <= lowered.length() && found != all; i++) {
            char c = i < lowered.length() ? lowered.charAt(i) : ' ';
            if (c >= 'a' && c <= 'z' || c == '\'' || Character.isLetterOrDigit(c)) {
                hash = next(hash, c);
                if (++length >= SHORTEST) {
                    found |= of(hash ^ BEGINS);
                }
            } else if (length > 0) {
                found |= of(hash) | of(pair(before, hash));
                before = hash;
                hash = 0;
                length = 0;
            }
        }
        return found;
    }

    private int of(long key) {
        for (int at = slot(key); keys[at] != 0; at = at + 1 & keys.length - 1) {
            if (keys[at] == key) {
                return lists[at];
            }
        }
        return 0;
    }

    private int slot(long key) {
        return (int) (key >>> 40 ^ key >>> 17) & keys.length - 1;
    }
}
