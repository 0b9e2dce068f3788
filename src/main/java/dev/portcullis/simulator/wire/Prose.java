package dev.portcullis.simulator.wire;

/** Endless text that looks like language; each word depends only on the seed and its position. */
final class Prose {
    private static final String[] PLAIN = {
        "the", "river", "keeps", "its", "own", "slow", "time", "and", "we", "walk", "along", "quiet", "fields", "before", "morning",
        "light", "turns", "over", "old", "stones", "where", "a", "garden", "was", "once", "behind", "walls", "that", "nobody",
        "remembers", "building", "with", "care", "or", "hurry", "only", "small", "birds", "answer", "from", "under", "wet", "leaves",
        "until", "rain", "comes", "back", "to", "town", "every", "window", "open", "for", "someone", "who", "listens"};
    private static final String[] ACCENTED = {
        "café", "naïve", "Zürich", "señor", "façade", "smörgåsbord", "crème", "łódź", "Ελλάδα", "мост", "東京", "déjà", "ångström",
        "piñata"};
    private static final String[] PICTURES = {"🌿", "☕", "🚲", "👩‍🔬", "🏔️", "🎻"};
    private static final int SENTENCE = 11;

    private Prose() {}

    /** The word at a position, with the space before it and the punctuation after it. Every eighth is accented, every sixteenth a picture. */
    static String word(long seed, int position, boolean last) {
        int draw = (int) (mixed(seed + position) >>> 33);
        String word = position % 16 == 9 ? pick(PICTURES, draw) : position % 8 == 3 ? pick(ACCENTED, draw) : pick(PLAIN, draw);
        int place = position % SENTENCE;
        String cased = place == 0 ? Character.toUpperCase(word.charAt(0)) + word.substring(1) : word;
        String spaced = position == 0 ? cased : " " + cased;
        return last || place == SENTENCE - 1 ? spaced + "." : spaced;
    }

    /** A well-mixed number from any number: the finalizer of SplitMix64 (Steele, Lea, Flood 2014). */
    static long mixed(long number) {
        long mixed = number * 0x9E3779B97F4A7C15L + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    private static String pick(String[] words, int draw) {
        return words[draw % words.length];
    }
}
