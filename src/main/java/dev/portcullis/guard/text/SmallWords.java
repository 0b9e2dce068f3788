package dev.portcullis.guard.text;

/** The small words of English that every sentence has, as they are, in ROT13, and backwards. */
final class SmallWords {

    private static final String WORDS = "the and to of you your all is are that this with for not me my it in on be as or any from do an at now was were have has "
            + "what who how no we our by will can if but they must about above before only";
    static final int LONGEST = 6;

    private static final int SMALL = 1;
    private static final int ROTATED = 1 << 10;
    private static final int REVERSED = 1 << 20;

    private static final int SLOTS = 512;
    /** A word as a number: a byte for each letter. */
    private static final long[] KEYS = new long[SLOTS];
    /** By place in {@link #KEYS} which of these it is; it can be several. */
    private static final int[] READ = new int[SLOTS];
    /** By the first two letters a bit for each length that such a word has: most words are none, and that is soon seen. */
    private static final byte[] LENGTHS = new byte[1024];

    static {
        for (String word : WORDS.split(" ")) {
            char[] letters = word.toCharArray();
            add(letters, SMALL);
            Turned.rotate(letters);
            add(letters, ROTATED);
            add(new StringBuilder(word).reverse().toString().toCharArray(), REVERSED);
        }
    }

    private SmallWords() {}

    /** How many of the words counted are small as they are. @param counts what {@link #of} said of each, added up; of at most 1,000 words */
    static int small(int counts) {
        return counts & ROTATED - 1;
    }

    /** Those that would be in ROT13. */
    static int rotated(int counts) {
        return counts / ROTATED & ROTATED - 1;
    }

    /** Those that would be backwards. */
    static int reversed(int counts) {
        return counts / REVERSED;
    }

    /** What the letters from {@code start} to {@code end}, exclusive, are, to be added to what others are; 0 for most. In either case. */
    static int of(char[] text, int start, int end) {
        int length = end - start;
        if (length > LONGEST || (LENGTHS[pair(text, start, length)] >> length & 1) == 0) {
            return 0;
        }
        long word = 0;
        for (int i = start; i < end; i++) {
            char c = text[i];
            if (c >= 128) {
                return 0;
            }
            word = word << 8 | c | ' ';
        }
        int at = slot(word);
        while (KEYS[at] != 0 && KEYS[at] != word) {
            at = at + 1 & SLOTS - 1;
        }
        return READ[at];
    }

    private static int pair(char[] text, int start, int length) {
        return (text[start] & 31) << 5 | text[start + (length > 1 ? 1 : 0)] & 31;
    }

    private static void add(char[] letters, int read) {
        long word = 0;
        for (char letter : letters) {
            word = word << 8 | letter;
        }
        int at = slot(word);
        while (KEYS[at] != 0 && KEYS[at] != word) {
            at = at + 1 & SLOTS - 1;
        }
        KEYS[at] = word;
        READ[at] |= read;
        LENGTHS[pair(letters, 0, letters.length)] |= (byte) (1 << letters.length);
    }

    private static int slot(long word) {
        return (int) (word * 0x9E3779B97F4A7C15L >>> 40) & SLOTS - 1;
    }
}
