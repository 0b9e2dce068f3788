package dev.portcullis.cache.similar.facts;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Both ask for a person, a time, a reason or an amount, or neither does: "when was it built" is not "why was it built", and "can I" is not
 * "how do I". How, where and what may stand for one another, if no other differs.
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
    private static final Set<String> YES_OR_NO = Set.of("is", "are", "was", "were", "do", "does", "did", "can", "could", "should", "has", "have", "will");
    private static final Set<String> REQUESTS = Set.of("you", "please");

    @Override
    public boolean agree(Wording one, Wording other) {
        Set<String> mine = of(one);
        Set<String> theirs = of(other);
        for (String strict : List.of("who", "when", "why")) {
            if (mine.contains(strict) != theirs.contains(strict)) {
                return false;
            }
        }
        if (mine.contains("yes or no") && how(theirs) || theirs.contains("yes or no") && how(mine)) {
            return false;
        }
        return !mine.contains("amount") || !theirs.contains("amount") || mine.equals(theirs);
    }

    private static boolean how(Set<String> asked) {
        return asked.contains("how") || asked.contains("where");
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
                asked.add("amount");
                asked.add(AMOUNTS.get(next));
            }
            if (words.get(i).opens() && YES_OR_NO.contains(word) && !REQUESTS.contains(next)) {
                asked.add("yes or no");
            }
        }
        return asked;
    }
}
