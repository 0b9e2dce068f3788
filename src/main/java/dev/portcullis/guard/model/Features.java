package dev.portcullis.guard.model;

import java.util.Arrays;

/**
 * What a model sees of a text: its runs of three to five characters, within words and across, and its runs of one to three words, each as
 * a hash; then the kinds of its words, those of none left out, one to three. They come in segments, which are sentences or pieces of long
 * ones. One pass, three kibibytes are allocated for a text of any length; the same on every platform. Training and serving both read with
 * this, so that they cannot differ.
 *
 * <p>Digits are all alike, as are all spaces, and several of those are one. Of scripts that do not part words, runs of two characters
 * count as well.
 */
final class Features {

    /** A sentence shorter than this goes on into the next. In characters of the text as it is read. */
    static final int SHORT = 24;
    /** From here on a segment ends at the next space, */
    static final int LONG = 160;
    /** and here wherever it is. */
    static final int LONGEST = 200;

    /** Characters that the first one's runs may begin before it. */
    private static final int BEFORE = 4;

    /** Above what a character is read as: whether it belongs to a word, and whether it ends a sentence. */
    private static final int LETTER = 1 << 16;
    private static final int END = 1 << 17;
    private static final int[] READ = new int[128];
    private static final int WORD = 0x5bd1e995;
    private static final int CHARACTER = 0x9E3779B1;

    static {
        for (char c = 0; c < 128; c++) {
            int read = c <= ' ' || c == 127 ? ' ' : c >= '0' && c <= '9' ? '0' : c >= 'A' && c <= 'Z' ? c + 32 : c;
            boolean letter = read >= 'a' && read <= 'z' || read == '0' || read == '\'';
            READ[c] = read | (letter ? LETTER : 0) | (c == '.' || c == '\n' || c == '!' || c == '?' ? END : 0);
        }
    }

    private static final Kinds KINDS = new Kinds();

    /** Who wants to know. */
    interface Sink {

        /**
         * One to three words, or two characters of a script that does not part words.
         *
         * @param hash of which the upper bits are the better ones
         * @param at   how many characters of its segment were read before it was over
         */
        void word(int hash, int at);

        /** The same of words of a kind, which are few and tell more. */
        void kind(int hash, int at);

        /**
         * The features since the last segment are those of one, and so are these.
         *
         * @param runs       hashes of what ends with each of its characters: first the runs of three, then, {@link #LONGEST} and twice that
         *                   behind, those of four and of five; only to be read, and only until this returns
         * @param characters 1 to {@link #LONGEST}
         */
        void segment(int[] runs, int characters);
    }

    private Features() {}

    /** @param text in lower case, as detectors read it */
    static void read(String text, Sink sink) {
        // Those of one segment, behind the last of the one before it.
        int[] characters = new int[BEFORE + LONGEST];
        Arrays.fill(characters, 0, BEFORE, ' ');
        int[] runs = new int[3 * LONGEST];
        char before = ' ';
        int word = 0;
        int lastWord = 0;
        int wordBefore = 0;
        int lastKind = 0;
        int kindBefore = 0;
        int length = 0;
        boolean empty = true;
        int end = text.length();
        for (int i = 0; i <= end; i++) {
            char raw = i < end ? text.charAt(i) : '\n';
            int read = raw < 128 ? READ[raw] : read(raw);
            char c = (char) (read & 0xFFFF);
            if ((read & LETTER) != 0) {
                word = next(word, c);
            } else if (word != 0) {
                sink.word(mix(word, 1), length);
                if (lastWord != 0) {
                    int two = mix(lastWord, 2) + word;
                    sink.word(mix(two, 3), length);
                    if (wordBefore != 0) {
                        sink.word(mix(mix(wordBefore, 4) + two, 5), length);
                    }
                }
                wordBefore = lastWord;
                lastWord = word;
                int kind = KINDS.of(word);
                if (kind != 0) {
                    kinds(kindBefore, lastKind, kind, length, sink);
                    kindBefore = lastKind;
                    lastKind = kind;
                }
                word = 0;
                empty = false;
            }
            if ((c != ' ' || before != ' ') && (i < end || !empty)) {
                if (c >= 0x2E80) {
                    sink.word(mix((before * 0x10001 + c) * CHARACTER, 6), length);
                }
                characters[BEFORE + length++] = c;
                before = c;
                empty = false;
            }
            if (!empty && (length >= SHORT && ((read & END) != 0 || length >= LONG && c == ' ' || length >= LONGEST) || i == end)) {
                hash(characters, length, runs);
                sink.segment(runs, length);
                System.arraycopy(characters, length, characters, 0, BEFORE);
                length = 0;
                empty = true;
                lastWord = 0;
                wordBefore = 0;
                lastKind = 0;
                kindBefore = 0;
            }
        }
    }

    /** Each loop one step for all characters, as a processor does several of at once. */
    private static void hash(int[] characters, int length, int[] runs) {
        for (int i = 0; i < length; i++) {
            int two = (characters[i + 3] * 0x10001 + characters[i + 4]) * CHARACTER;
            runs[i] = (two ^ two >>> 16) + characters[i + 2] * 0x85EBCA6B;
        }
        for (int i = 0; i < length; i++) {
            int three = runs[i];
            runs[LONGEST + i] = (three ^ three >>> 15) * CHARACTER + characters[i + 1] * 0xC2B2AE35;
        }
        for (int i = 0; i < length; i++) {
            int four = runs[LONGEST + i];
            runs[2 * LONGEST + i] = mix((four ^ four >>> 15) * CHARACTER + characters[i] * 0x27D4EB2F, 9);
        }
        for (int i = 0; i < length; i++) {
            runs[i] = mix(runs[i], 7);
        }
        for (int i = LONGEST; i < LONGEST + length; i++) {
            runs[i] = mix(runs[i], 8);
        }
    }

    private static void kinds(int first, int second, int third, int at, Sink sink) {
        sink.kind(mix(third, 10), at);
        if (second != 0) {
            sink.kind(mix(second << 8 | third, 11), at);
        }
        if (first != 0) {
            sink.kind(mix(first << 16 | second << 8 | third, 12), at);
        }
    }

    private static int next(int word, char c) {
        int mixed = (word + c + 1) * WORD;
        return mixed ^ mixed >>> 15;
    }

    /** The hash of a word. @param word in lower case */
    static int word(String word) {
        int hash = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            hash = next(hash, c < 128 ? (char) READ[c] : c);
        }
        return hash;
    }

    private static int read(char c) {
        boolean ends = c == '\u3002' || c == '\uFF01' || c == '\uFF1F' || c == '\u0964';
        return Character.isSpaceChar(c) ? ' ' : c | (Character.isLetterOrDigit(c) ? LETTER : 0) | (ends ? END : 0);
    }

    private static int mix(int hash, int kind) {
        int mixed = (hash ^ kind * 0x7FEB352D) * 0x846CA68B;
        return mixed ^ mixed >>> 16;
    }
}
