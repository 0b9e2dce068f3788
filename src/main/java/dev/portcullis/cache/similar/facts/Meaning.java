package dev.portcullis.cache.similar.facts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a word means by itself, if it does: its root, or that of the first of its synonyms. */
final class Meaning {

    private static final Set<String> WITHOUT_MEANING = WordList.of("""
            a about actually an and any are as at be been being best by can could d did do does exactly for from get gets getting got
            had has have having hello hey hi how i if in is it its kindly let like ll m may me mean meaning means might my of on one or
            our please re really s shall should so some someone something such t than that the their them then there these they thing
            things this those to us ve via was way ways we were what whats when where which while who whom whose why will with would you
            your yourself im ive id whatre thanks thank able actual own possibly doing done possible terms words happen happens
            der die das den dem des ein eine einen einem einer ist sind war wie was wer wo wann warum welche welcher welches ich man mir mein meine
            kann können bitte und oder zu zum zur im in am an auf für von mit es du sie wir
            le la les un une des du de et ou est sont que qui quoi quel quelle comment pourquoi je on mon ma mes au aux en pour dans se ce
            el los las una unos y o es son qué cómo cuál quién dónde cuándo por para mi mis con del al lo se puedo hay
            """);
    private static final Map<String, String> SYNONYMS = WordList.meanings("""
            buy purchase
            begin start commence
            fix repair solve resolve
            big large huge
            small little tiny
            quick fast rapid
            car automobile
            kid child children
            phone telephone
            picture photo photograph image
            film movie
            make create build
            delete remove erase
            error mistake
            often frequently
            price cost
            job work
            reply answer respond
            benefit advantage
            drawback disadvantage
            nation country
            show display
            finish complete
            choose select pick
            write draft compose
            summarize summarise summary
            suggest recommend recommendation
            need require necessary
            change modify
            reach contact
            teach train
            symptom sign
            undo revert
            cancel terminate
            usually normally generally typically
            mainly main
            proper properly correct correctly
            much many
            """);

    /** Only where they say what kind of answer is wanted: "the process for renewing", but not "a process in Linux". */
    private static final Set<String> KINDS_OF_ANSWERS = WordList.of("""
            concept idea term principle procedure process step steps method command syntax approach explanation information info overview introduction
            follow
            """);
    private static final Set<String> AFTER_KINDS = Set.of("for", "of", "to", "behind", "do", "should", "must", "can", "i");
    private static final Set<String> REQUESTS = WordList.of("explain describe define discuss show tell give provide help say");
    /** By the word behind them, or else they mean what they say: "I want to cancel", but "do I want kids". */
    private static final Map<String, Set<String>> ONLY_BEFORE = Map.of("want", Set.of("to"), "try", Set.of("to"), "proper", Set.of("way", "ways"),
            "correct", Set.of("way", "ways"), "know", Set.of("how", "what", "if", "whether", "why", "where", "when", "who"),
            "understand", Set.of("how", "what", "why"));
    private static final Map<String, Set<String>> ONLY_AFTER = Map.of("much", Set.of("how"), "many", Set.of("how"), "know", Set.of("me"));

    private Meaning() {
    }

    /** Empty for words that others need, and for those of degree, which {@link Degrees} compares and which may stand anywhere. */
    static Optional<String> of(List<Wording.Word> words, int at) {
        String word = words.get(at).lower();
        return WITHOUT_MEANING.contains(word) || Degrees.isOne(word) || isOfTheQuestion(words, at, word) ? Optional.empty() : Optional.of(root(word));
    }

    /** Whether it says that, or how, something is asked, and not what. */
    private static boolean isOfTheQuestion(List<Wording.Word> words, int at, String word) {
        String before = at == 0 ? "" : words.get(at - 1).lower();
        String next = at + 1 == words.size() ? "" : words.get(at + 1).lower();
        return KINDS_OF_ANSWERS.contains(word) && AFTER_KINDS.contains(next) || REQUESTS.contains(word) && Requests.isOne(words, at)
                || ONLY_BEFORE.getOrDefault(word, Set.of()).contains(next) || ONLY_AFTER.getOrDefault(word, Set.of()).contains(before);
    }

    private static String root(String word) {
        String stem = Stem.of(word);
        String synonym = SYNONYMS.get(word);
        return synonym == null ? SYNONYMS.getOrDefault(stem, stem) : synonym;
    }
}
