package dev.portcullis.cache.similar.facts;

import java.util.List;
import java.util.Set;

/** What is asked of who answers: "can you tell me", "please explain". After that nobody is meant but who asks and who answers. */
final class Requests {

    private static final Set<String> VERBS = WordList.of("""
            tell give show let explain describe define discuss teach remind send recommend suggest advise help provide list write draft summarize
            summarise translate name say
            """);
    private static final Set<String> POLITE = Set.of("please", "kindly");
    private static final Set<String> COULD = Set.of("can", "could", "would", "will");

    private Requests() {
    }

    /** Whether the word there is the verb of a request. */
    static boolean isOne(List<Wording.Word> words, int at) {
        if (at < 0 || at >= words.size() || !VERBS.contains(words.get(at).lower())) {
            return false;
        }
        return words.get(at).opens() || at > 0 && (POLITE.contains(words.get(at - 1).lower()) || isOfYou(words, at - 1));
    }

    /** Whether the "you" there is asked to do something. */
    static boolean isOfYou(List<Wording.Word> words, int at) {
        if (at < 1 || !words.get(at).lower().equals("you") || !COULD.contains(words.get(at - 1).lower()) || !words.get(at - 1).opens()) {
            return false;
        }
        int verb = at + 1 < words.size() && POLITE.contains(words.get(at + 1).lower()) ? at + 2 : at + 1;
        return verb < words.size() && VERBS.contains(words.get(verb).lower());
    }
}
