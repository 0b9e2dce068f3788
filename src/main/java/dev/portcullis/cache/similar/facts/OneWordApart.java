package dev.portcullis.cache.similar.facts;

import java.util.ArrayList;
import java.util.List;

/**
 * Not the same question but for one word replaced, or for words added: such two are near to each other for every embedding, and the one word
 * is most often what is asked about. Words without a meaning of their own do not count, nor do endings. {@link Roles} has their order.
 */
final class OneWordApart implements Guard {

    @Override
    public boolean agree(Wording one, Wording other) {
        List<String> mine = meaning(one);
        List<String> theirs = meaning(other);
        int onlyMine = without(mine, theirs).size();
        int onlyTheirs = without(theirs, mine).size();
        return onlyMine == 0 && onlyTheirs == 0 || onlyMine > 0 && onlyTheirs > 0 && onlyMine + onlyTheirs > 2;
    }

    private static List<String> meaning(Wording wording) {
        return Wording.known(wording.words(), word -> Meaning.of(word).orElse(null));
    }

    private static List<String> without(List<String> words, List<String> others) {
        List<String> left = new ArrayList<>(words);
        others.forEach(left::remove);
        return left;
    }
}
