package dev.portcullis.cache.similar.facts;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Both ask for a person, a time, a place, a reason or an amount, or whether it is so, or neither does: "when was it built" is not "why was
 * it built", and "can I" is not "how do I". How and what may stand for one another, if no other differs.
 */
final class Asked implements Guard {

    private static final Map<String, String> WORDS = WordList.meanings("""
            who whom whose author inventor artist painter founder person wer wen wem quién quiénes
            when wann quand cuándo
            why reason reasons cause causes caused purpose led warum weshalb wieso pourquoi
            where wo woher wohin où dónde
            how wie comment cómo
            """);
    private static final Set<String> OF_TIME = Set.of("year", "time", "date", "day");
    private static final Set<String> BEFORE_TIME = Set.of("what", "which", "the");
    /** After "how"; what they ask for by another word is not known, so only two of them can differ. */
    private static final Map<String, String> AMOUNTS = WordList.meanings("""
            many much number amount
            long duration
            far distance
            tall height high
            old age
            big large size
            fast speed
            often frequency frequently intervals
            wide width
            deep depth
            heavy weight
            hot temperature
            """);
    private static final Set<String> YES_OR_NO = Set.of("is", "are", "was", "were", "do", "does", "did", "can", "could", "should", "has", "have",
            "will", "would", "may", "might", "must", "am", "shall", "had");
    private static final String AMOUNT = "amount";
    private static final String WHERE = "where";
    private static final String YES_NO = "yes or no";
    private static final String MUCH = "much";
    /** By which it is asked how much without saying so. */
    private static final Set<String> OF_AMOUNTS = WordList.of("""
            number numbers amount quantity price cost costs fee fees population count percentage rate salary
            """);
    private static final String NAMED = "amount is named";
    /** Where one finds it is how one finds it. */
    private static final Set<String> FINDING = Set.of("find", "download");

    @Override
    public boolean agree(Wording one, Wording other) {
        Set<String> mine = of(one);
        Set<String> theirs = of(other);
        for (String strict : List.of("who", "when", "why")) {
            if (mine.contains(strict) != theirs.contains(strict)) {
                return false;
            }
        }
        if (mine.contains(YES_NO) != theirs.contains(YES_NO) || !isPlace(one, other, mine, theirs)) {
            return false;
        }
        return isNamed(mine, theirs) && isNamed(theirs, mine)
                && (!mine.contains(AMOUNT) || !theirs.contains(AMOUNT) || amounts(mine).equals(amounts(theirs)));
    }

    private static boolean isPlace(Wording one, Wording other, Set<String> mine, Set<String> theirs) {
        return mine.contains(WHERE) == theirs.contains(WHERE)
                || (mine.contains(WHERE) ? theirs : mine).contains("how") && FINDING.stream().anyMatch(word -> one.has(word) && other.has(word));
    }

    private static boolean isNamed(Set<String> mine, Set<String> theirs) {
        return !mine.contains(MUCH) || theirs.contains(MUCH) || theirs.contains(NAMED);
    }

    private static Set<String> amounts(Set<String> asked) {
        Set<String> amounts = new HashSet<>(asked);
        amounts.remove(NAMED);
        return amounts;
    }

    private static Set<String> of(Wording wording) {
        Set<String> asked = new HashSet<>();
        List<Wording.Word> words = wording.words();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i).lower();
            String before = i == 0 ? "" : words.get(i - 1).lower();
            String next = i + 1 == words.size() ? "" : words.get(i + 1).lower();
            if (WORDS.containsKey(word)) {
                asked.add(WORDS.get(word));
            }
            if (OF_TIME.contains(word) && BEFORE_TIME.contains(before)) {
                asked.add("when");
            }
            if (word.equals("how") && AMOUNTS.containsKey(next)) {
                asked.add(AMOUNT);
                asked.add(next.equals("many") || next.equals("much") ? MUCH : AMOUNTS.get(next));
            }
            if (OF_AMOUNTS.contains(word) || words.get(i).number()) {
                asked.add(NAMED);
            }
            if (words.get(i).opens() && YES_OR_NO.contains(word) && !(i + 1 < words.size() && Requests.isOfYou(words, i + 1))) {
                asked.add(YES_NO);
            }
        }
        return asked;
    }
}
