package dev.portcullis.cache.similar.facts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every name of one is a word of the other, and names come in the same order in both: "from Paris to Rome" is not "from Rome to Paris".
 * A name is a word with a capital letter, unless it is an ordinary word that opens a sentence. In German every noun is one.
 */
final class Names implements Guard {

    /** What opens questions and requests; an opening word that is not here is taken for a name. */
    private static final Set<String> ORDINARY = WordList.of("""
            a about after all also am an and any apart approximately are as assuming at be because before best both briefly but by calculate can check
            choose classify clarify compare compose compute consider convert could count create define demonstrate derive describe design detail
            determine did differentiate discuss do does draft during each elaborate estimate evaluate everything example examples explain extract
            fastest find fix for from generate get give given good had has have hello help hey hi highlight how i identify if illustrate imagine
            in indicate into is it just let like list look make may me might more most my name need no not of on one or our outline please point
            prepare provide put rank rate read recommend remind reply rephrase respond rewrite say search send set should show simplify since so
            solve some someone state steps suggest summarise summarize suppose tell thanks thank that the their there these they this those tips to
            translate try under use using was way ways we were what whats when where which while who whom whose why will with work would
            write wrote you your
            wann warum was welche welcher welches wer wie wo wieso kann können ist sind gibt erkläre nenne bitte der die das ein eine ich
            comment pourquoi quand quel quelle quels quelles qui que quoi où est combien explique donne peux le la les un une je quelle
            cómo cuál cuáles cuándo dónde por qué quién cuánto cuántos explica dame puedes el los las una yo
            """);

    /** Names that are words as well: there it matters how they are written. */
    private static final Set<String> ALSO_WORDS = WordList.of("""
            windows word excel access teams outlook office apple amazon orange target gap shell go rust swift java ruby python chrome edge safari oracle
            pages numbers notes sheets slack spring unity bing meta alphabet twitter china turkey polish guinea chile jordan georgia mark bill will jack
            rose grace hope faith dick pat sue frank mercury mars venus saturn us it aids
            """);

    @Override
    public boolean agree(Wording one, Wording other) {
        return foundIn(one, other) && foundIn(other, one);
    }

    private static boolean foundIn(Wording one, Wording other) {
        List<String> names = of(one);
        if (names.isEmpty()) {
            return true;
        }
        Map<String, Integer> places = new HashMap<>();
        for (Wording.Word word : other.words()) {
            if (!ALSO_WORDS.contains(word.lower()) || word.text().codePoints().anyMatch(Names::isCapital)) {
                places.putIfAbsent(word.lower(), places.size());
            }
        }
        int before = -1;
        for (String name : names) {
            Integer place = places.get(name);
            if (place == null || place < before) {
                return false;
            }
            before = place;
        }
        return true;
    }

    /** Each once, by its first place. */
    private static List<String> of(Wording wording) {
        List<String> names = new ArrayList<>();
        for (Wording.Word word : wording.words()) {
            if (isName(word) && !names.contains(word.lower())) {
                names.add(word.lower());
            }
        }
        return names;
    }

    private static boolean isCapital(int sign) {
        return Character.isUpperCase(sign) || Character.isTitleCase(sign);
    }

    private static boolean isName(Wording.Word word) {
        String text = word.text();
        if (word.number() || text.equals("I") || text.startsWith("I'")) {
            return false;
        }
        int first = text.codePointAt(0);
        boolean later = text.codePoints().skip(1).anyMatch(Character::isUpperCase);
        return later || isCapital(first) && !(word.opens() && ORDINARY.contains(word.lower()));
    }
}
