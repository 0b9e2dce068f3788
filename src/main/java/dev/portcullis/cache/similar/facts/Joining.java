package dev.portcullis.cache.similar.facts;

import java.util.List;
import java.util.Map;

/** As many "or" in one as in the other, and, where they have as many "and", both in the same order. */
final class Joining implements Guard {

    private static final String OR = "or";
    private static final Map<String, String> WORDS = WordList.meanings("""
            or oder ou o u
            and und et y e
            """);

    @Override
    public boolean agree(Wording one, Wording other) {
        List<String> mine = of(one);
        List<String> theirs = of(other);
        boolean both = mine.size() == theirs.size();
        return both ? mine.equals(theirs) : ors(mine) == ors(theirs);
    }

    private static List<String> of(Wording wording) {
        return Wording.known(wording.words(), word -> WORDS.get(word.lower()));
    }

    private static long ors(List<String> words) {
        return words.stream().filter(OR::equals).count();
    }
}
