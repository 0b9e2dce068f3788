package dev.portcullis.guard.model;

/**
 * What a model sees of a text: its runs of three to five characters, within words and across, and its runs of one to three words, each as
 * a hash; then the kinds of its words, those of none left out, one to three. They come in segments, which are sentences or pieces of long
 * ones. One pass, in arrays that its thread uses again; the same on every platform. Training and serving both read with this, so that they
 * cannot differ.
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

    /** Above what a character is read as: whether it ends a sentence, is a space, or belongs to a word, which no space does. */
    private static final int END = 1 << 17;
    private static final int SPACE = 1 << 30;
    private static final int LETTER = 1 << 31;
    /** Characters below this are read by table: Latin, Greek, Cyrillic, Hebrew and Arabic. All are of scripts that part words. */
    private static final char NEAR = 0x700;
    private static final int[] READ = new int[NEAR];
    /** Of scripts that do not part words this is the first character. */
    private static final char UNPARTED = 0x2E80;
    private static final int WORD = 0x5bd1e995;
    /** Characters that are taken from the text at a time. */
    private static final int RAW = 1024;

    static {
        for (char c = 0; c < 128; c++) {
            int read = c <= ' ' || c == 127 ? ' ' : c >= '0' && c <= '9' ? '0' : c >= 'A' && c <= 'Z' ? c + 32 : c;
            boolean letter = read >= 'a' && read <= 'z' || read == '0' || read == '\'';
            boolean ends = c == '.' || c == '\n' || c == '!' || c == '?';
            READ[c] = read | (letter ? LETTER : 0) | (read == ' ' ? SPACE : 0) | (ends ? END : 0);
        }
        for (char c = 128; c < NEAR; c++) {
            READ[c] = read(c);
        }
    }

    private static final ThreadLocal<Features> OWN = ThreadLocal.withInitial(Features::new);

    /** Who wants to know. Reads no other text meanwhile. */
    interface Sink {

        /** @param segment only to be read, and only until this returns */
        void segment(Segment segment);
    }

    private final Page page = new Page();
    private final char[] raw = new char[RAW];

    private Features() {}

    /** @param text in lower case, as detectors read it */
    static void read(String text, Sink sink) {
        read(text, Place.START, Integer.MAX_VALUE, sink);
    }

    /**
     * A part of a text.
     *
     * @param from where it begins, which is where the text does or a segment is over
     * @param most segments that are read at most
     */
    static void read(String text, Place from, int most, Sink sink) {
        OWN.get().all(text, from, most, sink);
    }

    private void all(String text, Place place, int most, Sink sink) {
        page.begin(place, most);
        int[] characters = page.characters;
        long[] words = page.words;
        int length = 0;
        int wordCount = 0;
        int start = 0;
        int word = place.word();
        int spaceBefore = place.isBehindSpace() ? 1 : 0;
        int end = text.length();
        for (int from = place.at(); from < end; from += RAW) {
            int count = Math.min(RAW, end - from);
            text.getChars(from, from + count, raw, 0);
            for (int i = 0; i < count; i++) {
                char c = raw[i];
                int read;
                if (c < NEAR) {
                    read = READ[c];
                } else {
                    read = read(c);
                    if ((char) read >= UNPARTED) {
                        page.pair((char) read, length);
                    }
                }
                // No branches here: where words end is too irregular for a processor to foresee. What is written counts where a word was over.
                int letter = read >> 31;
                words[wordCount] = Page.placed(word, length);
                wordCount += (word | -word) >>> 31 & ~letter;
                word = next(word, read & 0xFFFF) & letter;
                characters[Page.BEFORE + length] = read & 0xFFFF;
                int space = read >>> 30;
                length += ~(space & spaceBefore) & 1;
                spaceBefore = space;
                int least = (read & END) != 0 ? SHORT : LONG;
                if (length >= start + least && ((read & (END | SPACE)) != 0 || length >= start + LONGEST)) {
                    if (page.end(length, wordCount, from + i + 1, word)) {
                        if (page.turn(sink)) {
                            return;
                        }
                        length = 0;
                        wordCount = 0;
                    }
                    start = length;
                }
            }
        }
        // The end of a text is read as a space is that nothing may follow.
        if (word != 0) {
            words[wordCount++] = Page.placed(word, length);
        }
        if ((spaceBefore & 1) == 0 && (length > start || word != 0)) {
            characters[Page.BEFORE + length++] = ' ';
        }
        if (length > start) {
            page.end(length, wordCount, Segment.NOWHERE, 0);
        }
        page.turn(sink);
    }

    private static int next(int word, int c) {
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
        return Character.isSpaceChar(c) ? ' ' | SPACE : c | (Character.isLetterOrDigit(c) ? LETTER : 0) | (ends ? END : 0);
    }
}
