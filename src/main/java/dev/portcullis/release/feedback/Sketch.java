package dev.portcullis.release.feedback;

import java.util.Arrays;
import java.util.List;

/**
 * What is kept of what a caller gave a prompt: enough to see whether what they give it next is nearly the same, and nothing that could be
 * read. Of each text every four letters in a row are hashed; hashes are dealt out to places, of which each keeps its smallest. Two texts
 * agree in about as many places as they have such fours in common, of all that either has: one-permutation hashing (Li, Owen and Zhang,
 * NIPS 2012). Texts share the places evenly, and all of them have to be alike. Numbers must be the same, since 1234 and 1235 are two
 * orders, not two spellings.
 *
 * @param minima {@value #PLACES} of 16 bits
 * @param texts  how many share them
 * @param digits a hash of all digits, and of where they are apart
 */
record Sketch(short[] minima, int texts, int digits) {

    /** 256 bytes. With a hundred of them in use two texts that are 3/4 alike are seen as such with a standard error of 0.04. */
    static final int PLACES = 128;
    /** A letter more or less in a sentence leaves more than this; another word in it does not. */
    static final double NEAR = 0.75;

    private static final int SHINGLE = 4;
    private static final int BITS = 16;
    private static final short EMPTY = (short) 0xffff;

    /** In time that grows with the texts' length alone: some ten nanoseconds a letter. @param given at most {@value #PLACES} texts */
    static Sketch of(List<String> given) {
        short[] minima = new short[PLACES];
        Arrays.fill(minima, EMPTY);
        int digits = 1;
        int each = PLACES / Math.max(1, given.size());
        for (int i = 0; i < given.size(); i++) {
            digits = 31 * text(given.get(i), minima, i * each, each, digits) + i;
        }
        return new Sketch(minima, given.size(), digits);
    }

    /** Capitals and how much space there is between words make no difference. @return a hash of the digits before, and of the text's */
    private static int text(String text, short[] minima, int from, int places, int before) {
        long last = 0;
        int seen = 0;
        int digits = before;
        boolean inNumber = false;
        boolean inSpace = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean space = Character.isWhitespace(c);
            boolean digit = c >= '0' && c <= '9';
            digits = digit ? 31 * digits + c : inNumber ? 31 * digits : digits;
            inNumber = digit;
            if (space && inSpace) {
                continue;
            }
            inSpace = space;
            last = last << BITS | (space ? ' ' : Character.toLowerCase(c));
            if (++seen >= SHINGLE) {
                put(last, minima, from, places);
            }
        }
        if (seen > 0 && seen < SHINGLE) {
            put(last, minima, from, places);
        }
        return digits;
    }

    private static void put(long shingle, short[] minima, int from, int places) {
        long hash = mixed(shingle);
        int place = from + (int) ((hash >>> 32) * places >>> 32);
        int value = (int) (hash & 0xffff);
        if (value < (minima[place] & 0xffff)) {
            minima[place] = (short) value;
        }
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
    private static long mixed(long bits) {
        long z = bits + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    /** Whether both are nearly the same. Who gave nothing did not ask for anything again. */
    boolean isNear(Sketch other) {
        if (texts == 0 || texts != other.texts || digits != other.digits) {
            return false;
        }
        int each = PLACES / texts;
        for (int i = 0; i < texts; i++) {
            if (likeness(other, i * each, each) < NEAR) {
                return false;
            }
        }
        return true;
    }

    private double likeness(Sketch other, int from, int places) {
        int used = 0;
        int same = 0;
        for (int i = from; i < from + places; i++) {
            if (minima[i] != EMPTY || other.minima[i] != EMPTY) {
                used++;
                same += minima[i] == other.minima[i] ? 1 : 0;
            }
        }
        return used == 0 ? 1 : (double) same / used;
    }
}
