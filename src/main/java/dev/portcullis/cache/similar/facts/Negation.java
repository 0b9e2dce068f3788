package dev.portcullis.cache.similar.facts;

import java.util.Set;

/**
 * As many words that say no in one as in the other, in English and some other languages, and no word whose opposite by a prefix or a
 * suffix ("legal", "illegal"; "painful", "painless") stands in its place.
 */
final class Negation implements Guard {

    private static final Set<String> NO = WordList.of("""
            not no never without none nobody nothing nowhere neither nor cannot cant dont doesnt didnt isnt arent wasnt werent wont wouldnt
            shouldnt couldnt hasnt havent hadnt except excluding unless instead unable hardly barely rarely seldom
            nicht kein keine keinen keinem keiner keines ohne nie niemals niemand nichts außer
            ne pas sans jamais aucun aucune rien personne sauf
            nunca jamás sin ningún ninguna ninguno nada nadie tampoco excepto
            non senza mai nessuno niente nulla
            não nunca sem nenhum nenhuma
            niet geen zonder nooit niemand
            inte ingen inget utan aldrig ikke ingen uden uten aldri
            nie bez nigdy nikt żaden
            не нет без никогда нельзя ни
            değil yok asla olmadan
            """);
    private static final String[] PREFIXES = {"un", "in", "im", "il", "ir", "dis", "non", "anti", "de", "mis", "a", "ab"};
    /** Signs of languages that write without spaces: each counts by itself. */
    private static final String NO_SIGNS = "不没沒无無非未勿別别";

    @Override
    public boolean agree(Wording one, Wording other) {
        return count(one) == count(other) && !hasOpposite(one, other) && !hasOpposite(other, one);
    }

    private static int count(Wording wording) {
        int count = 0;
        for (Wording.Word word : wording.words()) {
            if (NO.contains(word.lower()) || word.lower().endsWith("n't")) {
                count++;
            }
        }
        for (int i = 0; i < wording.text().length(); i++) {
            if (NO_SIGNS.indexOf(wording.text().charAt(i)) >= 0) {
                count++;
            }
        }
        return count;
    }

    private static boolean hasOpposite(Wording one, Wording other) {
        for (Wording.Word word : one.words()) {
            String lower = word.lower();
            if (lower.length() >= 4 && !other.has(lower)) {
                for (String prefix : PREFIXES) {
                    if (other.has(prefix + lower) && !one.has(prefix + lower)) {
                        return true;
                    }
                }
                String root = lower.endsWith("ful") ? lower.substring(0, lower.length() - 3) : lower;
                if (other.has(root + "less") && !one.has(root + "less")) {
                    return true;
                }
            }
        }
        return false;
    }
}
