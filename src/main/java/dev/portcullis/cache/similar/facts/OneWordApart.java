package dev.portcullis.cache.similar.facts;

import java.util.ArrayList;
import java.util.List;

/**
 * Not the same question but for one word replaced, or for words added: such two are near to each other for every embedding, and the one word
 * is most often what is asked about. Words without a meaning of their own do not count, nor do
 * endings, unless there are no others. {@link Roles} has their order.
 */
final class OneWordApart implements Guard {

    @Override
    public boolean agree(Wording one, Wording other) {
        List<String> mine = meaning(one);
        List<String> theirs = meaning(other);
        if (mine.isEmpty() || theirs.isEmpty()) {
            return words(one).equals(words(other));
        }
        int onlyMine = without(mine, theirs).size();
        int onlyTheirs = without(theirs, mine).size();
        return onlyMine == 0 && onlyTheirs == 0 || onlyMine > 0 && onlyTheirs > 0 && onlyMine + onlyTheirs > 2;
    }

    private static List<String> meaning(Wording wording) {
        List<String> meaning = new ArrayList<>();
        for (int i = 0; i < wording.words().size(); i++) {
            Meaning.of(wording.words(), i).ifPresent(meaning::add);
        }
        return meaning;
    }

    private static List<String> words(Wording wording) {
        return Wording.known(wording.words(), Wording.Word::lower);
    }

    private static List<String> without(List<String> words, List<String> others) {
        List<String> left = new ArrayList<>(words);
        others.forEach(left::remove);
        return left;
    }
}
