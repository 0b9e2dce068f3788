package dev.portcullis.cache.similar.facts;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a word means by itself, if it does: its root, or that of the first of its synonyms. */
final class Meaning {

    private static final Set<String> WITHOUT_MEANING = WordList.of("""
            a about actually an and any are as at be been being best briefly by can could d detail details did do does exactly explain
            explanation describe define discuss for from give get gets getting got had has have having hello help here hey hi how i if in
            is it its just kindly know let like ll m main make may me mean meaning means might my of on one or our out please provide
            re really s say shall should show so some someone something step steps such t tell than that the their them then there these
            they thing things this those to try understand us ve very via want was way ways we were what whats when where which
            while who whom whose why will with would you your yourself im ive id whatre thanks thank hi could able
            concept idea term principle procedure process step method command syntax follow following approach call called
            information info overview introduction much many actual just also own usually normally generally typically mainly main
            possibly doing done made makes making
            correct proper properly possible terms words quick quickly go going happen happens
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
            """);

    private Meaning() {
    }

    /** Empty for words that others need, and for those of degree, which {@link Opposites} compares and which may stand anywhere. */
    static Optional<String> of(Wording.Word word) {
        return WITHOUT_MEANING.contains(word.lower()) || Opposites.isOfDegree(word.lower()) ? Optional.empty()
                : Optional.of(root(SYNONYMS.getOrDefault(word.lower(), word.lower())));
    }

    /** English endings only; what it takes for equal must be forms of one word, what it misses costs a hit. */
    private static String root(String word) {
        String root = word;
        if (root.length() > 4 && root.endsWith("ies")) {
            root = root.substring(0, root.length() - 3) + "y";
        } else if (root.length() > 3 && root.endsWith("s") && !root.endsWith("ss")) {
            root = root.substring(0, root.length() - 1);
        }
        if (root.length() > 5 && root.endsWith("ing")) {
            root = single(root.substring(0, root.length() - 3));
        } else if (root.length() > 4 && root.endsWith("ed")) {
            root = single(root.substring(0, root.length() - 2));
        }
        return root.length() > 3 && root.endsWith("e") ? root.substring(0, root.length() - 1) : root;
    }

    private static String single(String root) {
        int last = root.length() - 1;
        return last > 2 && root.charAt(last) == root.charAt(last - 1) && "lsz".indexOf(root.charAt(last)) < 0 ? root.substring(0, last) : root;
    }
}
