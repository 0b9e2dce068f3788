package dev.portcullis.cache.similar.facts;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What was is not what is or will be, and what one can do is not what one does or should do. By English auxiliaries; others say nothing. */
final class Tense implements Guard {

    private static final String PAST = "past";
    private static final String CAN = "can";
    private static final String SHOULD = "should";
    private static final String WILL = "will";
    private static final Set<String> ALWAYS = Set.of(WILL, SHOULD, CAN, "been", "being");
    private static final Map<String, String> WORDS = WordList.meanings("""
            past was were did had
            present is are am do does has have
            will shall wo won't
            should must ought
            can could may might possible able allowed ca
            been
            being
            """);
    /** After them there may be the past of what is present elsewhere: "after placing it", "after it was placed". */
    private static final Set<String> BEFORE_PAST = Set.of("after", "before");
    private static final Set<String> WISHING = Set.of("would", "d", "i'd");
    /** What one can do is then how one does it. */
    private static final Set<String> OF_MANNER = Set.of("where", "way", "ways", "steps");
    private static final Set<String> AFTER_HOW = Set.of("do", "does", "did", "can", "could", "to", "should", "would", "is", "are");

    @Override
    public boolean agree(Wording one, Wording other) {
        Set<String> mine = of(one);
        Set<String> theirs = of(other);
        return likes(one) == likes(other) && ALWAYS.stream().allMatch(which -> same(mine, theirs, which))
                && (same(mine, theirs, PAST) || (mine.contains(PAST) ? theirs : mine).isEmpty());
    }

    /** What something is like is not what it likes. */
    private static boolean likes(Wording wording) {
        if (!wording.has("do") && !wording.has("does") && !wording.has("did")) {
            return false;
        }
        List<Wording.Word> words = wording.words();
        for (int i = 1; i < words.size(); i++) {
            if (words.get(i).lower().equals("like") && !WISHING.contains(words.get(i - 1).lower())) {
                return true;
            }
        }
        return false;
    }

    private static boolean same(Set<String> mine, Set<String> theirs, String which) {
        return mine.contains(which) == theirs.contains(which);
    }

    private static Set<String> of(Wording wording) {
        Set<String> found = new HashSet<>();
        List<Wording.Word> words = wording.words();
        boolean manner = OF_MANNER.stream().anyMatch(wording::has);
        for (int i = 1; i < words.size(); i++) {
            manner |= words.get(i - 1).lower().equals("how") && AFTER_HOW.contains(words.get(i).lower());
        }
        boolean past = true;
        for (int i = 0; i < words.size(); i++) {
            Wording.Word word = words.get(i);
            past = word.opens() || past && !BEFORE_PAST.contains(word.lower());
            boolean going = word.lower().equals("going") && i + 1 < words.size() && words.get(i + 1).lower().equals("to");
            String tense = going ? WILL : WORDS.getOrDefault(bare(word), "");
            boolean saysNothing = switch (tense) {
                case "" -> true;
                case PAST -> !past;
                case CAN -> manner || isFor(words, i);
                case SHOULD -> isFor(words, i);
                default -> false;
            };
            if (!saysNothing) {
                found.add(tense);
            }
        }
        return found;
    }

    private static String bare(Wording.Word word) {
        String lower = word.text().toLowerCase(Locale.ROOT);
        if (lower.endsWith("'ll")) {
            return WILL;
        }
        if (lower.equals("cannot")) {
            return CAN;
        }
        return lower.endsWith("n't") ? lower.substring(0, lower.length() - 3) : word.lower();
    }

    /** "What should I do", "can you tell me". */
    private static boolean isFor(List<Wording.Word> words, int at) {
        return at > 0 && words.get(at - 1).lower().equals("what") && at + 2 < words.size() && Set.of("do", "try").contains(words.get(at + 2).lower())
                || at + 1 < words.size() && Requests.isOfYou(words, at + 1);
    }
}
