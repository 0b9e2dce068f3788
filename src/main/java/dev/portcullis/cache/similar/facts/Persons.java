package dev.portcullis.cache.similar.facts;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who does something in one is not whom it is done to in the other: "whom do I owe" is not "who owes me". English only. */
final class Persons implements Guard {

    private static final Map<String, String> DOING = Map.of("i", "I", "he", "he", "she", "she", "they", "they", "we", "we");
    private static final Map<String, String> DONE_TO = Map.of("me", "I", "him", "he", "her", "she", "them", "they", "us", "we");
    /** What may be asked of who answers: after that it is only said for whom the answer is. */
    private static final Set<String> REQUESTS = WordList.of("tell give show let explain describe teach remind send recommend suggest advise");
    private static final Set<String> BEFORE_REQUESTS = WordList.of("you please can could just and kindly");
    private static final Set<String> FOR_SOMEBODY = Set.of("help", "helps", "for");

    @Override
    public boolean agree(Wording one, Wording other) {
        return !turned(one, other) && !turned(other, one);
    }

    private static boolean turned(Wording one, Wording other) {
        Set<String> done = doneTo(one);
        Set<String> doing = doing(other);
        done.removeAll(doing(one));
        doing.removeAll(doneTo(other));
        done.retainAll(doing);
        return !done.isEmpty();
    }

    private static Set<String> doing(Wording wording) {
        Set<String> doing = new HashSet<>();
        for (Wording.Word word : wording.words()) {
            String person = DOING.get(word.lower());
            if (person != null) {
                doing.add(person);
            }
        }
        return doing;
    }

    private static Set<String> doneTo(Wording wording) {
        Set<String> done = new HashSet<>();
        List<Wording.Word> words = wording.words();
        for (int i = 0; i < words.size(); i++) {
            String person = DONE_TO.get(words.get(i).lower());
            boolean request = isRequest(words, i > 0 && words.get(i - 1).lower().equals("to") ? i - 2 : i - 1);
            boolean hers = i + 1 < words.size() && words.get(i).lower().equals("her") && Meaning.of(words.get(i + 1)).isPresent();
            if (person != null && !request && !hers) {
                done.add(person);
            }
        }
        return done;
    }

    private static boolean isRequest(List<Wording.Word> words, int verb) {
        return verb >= 0 && (FOR_SOMEBODY.contains(words.get(verb).lower()) || REQUESTS.contains(words.get(verb).lower())
                && (words.get(verb).opens() || verb > 0 && BEFORE_REQUESTS.contains(words.get(verb - 1).lower())));
    }
}
