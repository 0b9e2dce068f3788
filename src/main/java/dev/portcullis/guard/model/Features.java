package dev.portcullis.guard.model;

/**
 * What a model sees of a text: its runs of three to five characters, within words and across, and its runs of one to three words, each as
 * a hash; then the kinds of its words, those of none left out, one to three. They come in segments, which are sentences or pieces of long ones. One pass, nothing is allocated; the same on every platform.
 * Training and serving both read with this, so that they cannot differ.
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

    private static final char[] READ = new char[128];
    private static final boolean[] LETTER = new boolean[128];
    private static final int WORD = 0x5bd1e995;
    private static final int CHARACTER = 0x9E3779B1;

    static {
        for (char c = 0; c < 128; c++) {
            READ[c] = c <= ' ' || c == 127 ? ' ' : c >= '0' && c <= '9' ? '0' : c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
            LETTER[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '\'';
        }
    }

    private static final Kinds KINDS = new Kinds();

    /** Who wants to know. */
    interface Sink {

        /** @param hash of which the upper bits are the better ones */
        void feature(int hash);

        /** The same of words of a kind, which are few and tell more. */
        void kind(int hash);

        /** The features since the last segment are those of one, which is never empty. */
        void segment();
    }

    private Features() {}

    /** @param text in lower case, as detectors read it */
    static void read(String text, Sink sink) {
        int before = ' ';
        int second = ' ';
        int third = ' ';
        int fourth = ' ';
        int word = 0;
        int lastWord = 0;
        int wordBefore = 0;
        int lastKind = 0;
        int kindBefore = 0;
        int length = 0;
        int runs = 0;
        for (int i = 0; i <= text.length(); i++) {
            char raw = i < text.length() ? text.charAt(i) : '\n';
            char c = raw < 128 ? READ[raw] : Character.isSpaceChar(raw) ? ' ' : raw;
            boolean letter = c < 128 ? LETTER[c] : Character.isLetterOrDigit(c);
            if (letter) {
                word = next(word, c);
            } else if (word != 0) {
                sink.feature(mix(word, 1));
                if (lastWord != 0) {
                    int two = mix(lastWord, 2) + word;
                    sink.feature(mix(two, 3));
                    if (wordBefore != 0) {
                        sink.feature(mix(mix(wordBefore, 4) + two, 5));
                    }
                }
                wordBefore = lastWord;
                lastWord = word;
                int kind = KINDS.of(word);
                if (kind != 0) {
                    kinds(kindBefore, lastKind, kind, sink);
                    kindBefore = lastKind;
                    lastKind = kind;
                }
                word = 0;
                runs++;
            }
            if ((c != ' ' || before != ' ') && (i < text.length() || runs > 0)) {
                length++;
                int run = (before * 0x10001 + c) * CHARACTER;
                if (c >= 0x2E80) {
                    sink.feature(mix(run, 6));
                }
                run = (run ^ run >>> 16) + second * 0x85EBCA6B;
                sink.feature(mix(run, 7));
                run = (run ^ run >>> 15) * CHARACTER + third * 0xC2B2AE35;
                sink.feature(mix(run, 8));
                run = (run ^ run >>> 15) * CHARACTER + fourth * 0x27D4EB2F;
                sink.feature(mix(run, 9));
                runs++;
                fourth = third;
                third = second;
                second = before;
                before = c;
            }
            if (runs > 0 && (length >= SHORT && ends(raw) || length >= LONG && c == ' ' || length >= LONGEST || i == text.length())) {
                sink.segment();
                length = 0;
                runs = 0;
                lastWord = 0;
                wordBefore = 0;
                lastKind = 0;
                kindBefore = 0;
            }
        }
    }

    private static void kinds(int first, int second, int third, Sink sink) {
        sink.kind(mix(third, 10));
        if (second != 0) {
            sink.kind(mix(second << 8 | third, 11));
        }
        if (first != 0) {
            sink.kind(mix(first << 16 | second << 8 | third, 12));
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
            hash = next(hash, c < 128 ? READ[c] : c);
        }
        return hash;
    }

    private static boolean ends(char c) {
        return c == '.' || c == '\n' || c == '!' || c == '?' || c == '\u3002' || c == '\uFF01' || c == '\uFF1F' || c == '\u0964';
    }

    private static int mix(int hash, int kind) {
        int mixed = (hash ^ kind * 0x7FEB352D) * 0x846CA68B;
        return mixed ^ mixed >>> 16;
    }
}
