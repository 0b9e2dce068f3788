package dev.portcullis.guard.injection;

import dev.portcullis.guard.text.Characters;
import dev.portcullis.guard.text.Span;
import dev.portcullis.guard.text.View;
import java.util.Arrays;

/**
 * Puts misspelt words right, but only those the rules look for: with their first and last letter and all others in another order, or
 * with one letter inside missing, too many, wrong, or changed with its neighbour.
 */
final class Mending {

    private static final String[] WORDS = """
            ignore disregard forget override bypass instructions instruction previous system prompt guidelines restrictions reveal secret
            developer confidential policy safety directives following conversation history comply request requests everything configuration
            persona verbatim ethical unrestricted assistant hidden initial message command commands warnings filter filters content pretend
            earlier respond repeat without anything prior above output starting restricted limitations execute cancel cancelled directive
            password answer stored
            """.strip().split("\\s+");
    private static final int SHORTEST = 5;
    /** From so many letters on a word with one wrong is still that word. */
    private static final int SHORTEST_WRONG = 6;
    private static final int HALF = 13;
    private static final String[][] BY_ENDS = new String[26 * 26][];
    /** By ends, a bit for each length that a word of them can have been misspelt to: most words of a text have no such ends and length. */
    private static final int[] LENGTHS = new int[26 * 26];

    static {
        for (String word : WORDS) {
            int ends = ends(word, 0, word.length());
            String[] others = BY_ENDS[ends] == null ? new String[0] : BY_ENDS[ends];
            BY_ENDS[ends] = Arrays.copyOf(others, others.length + 1);
            BY_ENDS[ends][others.length] = word;
            LENGTHS[ends] |= 7 << word.length() - 1;
        }
    }

    private Mending() {}

    /** @return null where there is nothing to mend */
    static View of(View folded) {
        String text = folded.text();
        char[] read = Characters.of(text);
        int length = text.length();
        StringBuilder mended = null;
        int[] origins = null;
        int copied = 0;
        int start = 0;
        while (start < length) {
            int end = start;
            while (end < length && (char) (read[end] - 'a') < 26) {
                end++;
            }
            String word = end - start >= SHORTEST && possible(read[start], read[end - 1], end - start) ? mend(text, start, end) : null;
            if (word != null) {
                if (mended == null) {
                    mended = new StringBuilder(text.length() + 16);
                    origins = new int[text.length() + text.length() / SHORTEST + 16];
                }
                copy(text, copied, start, mended, origins);
                for (int i = 0; i < word.length(); i++) {
                    origins[mended.length()] = Math.min(start + i, end - 1);
                    mended.append(word.charAt(i));
                }
                copied = end;
            }
            start = end + 1;
        }
        if (mended == null) {
            return null;
        }
        copy(text, copied, text.length(), mended, origins);
        return view(folded, mended.toString(), origins);
    }

    private static boolean possible(char first, char last, int length) {
        return length < Integer.SIZE && (LENGTHS[(first - 'a') * 26 + last - 'a'] >>> length & 1) != 0;
    }

    private static void copy(String text, int from, int to, StringBuilder mended, int[] origins) {
        for (int i = from; i < to; i++) {
            origins[mended.length()] = i;
            mended.append(text.charAt(i));
        }
    }

    private static View view(View folded, String text, int[] origins) {
        int[] starts = new int[text.length()];
        int[] ends = new int[text.length()];
        for (int i = 0; i < starts.length; i++) {
            Span span = folded.original(origins[i], origins[i] + 1);
            starts[i] = span.start();
            ends[i] = span.end();
        }
        return View.of("mended", text, starts, ends);
    }

    private static String mend(String text, int start, int end) {
        String mended = null;
        for (String word : BY_ENDS[ends(text, start, end)]) {
            int longer = end - start - word.length();
            if (longer < -1 || longer > 1) {
                continue;
            }
            if (longer == 0 && text.startsWith(word, start)) {
                return null;
            }
            if (mended == null && (word.length() >= SHORTEST_WRONG && oneWrong(text, start, end, word)
                    || longer == 0 && reordered(text, start, word))) {
                mended = word;
            }
        }
        return mended;
    }

    private static boolean oneWrong(String text, int start, int end, String word) {
        int same = 0;
        int length = end - start;
        while (same < length && same < word.length() && text.charAt(start + same) == word.charAt(same)) {
            same++;
        }
        int behind = 0;
        while (behind < length - same && behind < word.length() - same
                && text.charAt(end - 1 - behind) == word.charAt(word.length() - 1 - behind)) {
            behind++;
        }
        int here = length - same - behind;
        int there = word.length() - same - behind;
        return here <= 1 && there <= 1 || here == 2 && there == 2 && text.charAt(start + same) == word.charAt(same + 1)
                && text.charAt(start + same + 1) == word.charAt(same);
    }

    /** Counts letters in four bits each, for which no word is too long. */
    private static boolean reordered(String text, int start, String word) {
        long upToM = 0;
        long fromN = 0;
        for (int i = 0; i < word.length(); i++) {
            int here = text.charAt(start + i) - 'a';
            int there = word.charAt(i) - 'a';
            upToM += counted(here) - counted(there);
            fromN += counted(here - HALF) - counted(there - HALF);
        }
        return upToM == 0 && fromN == 0;
    }

    private static long counted(int letter) {
        return letter < 0 || letter >= HALF ? 0 : 1L << 4 * letter;
    }

    private static int ends(String text, int start, int end) {
        return (text.charAt(start) - 'a') * 26 + text.charAt(end - 1) - 'a';
    }
}
