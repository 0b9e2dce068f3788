package dev.portcullis.cache.similar.facts;

import java.util.Map;
import java.util.Set;

/**
 * What the forms of one English word have in common. Two words must not become one, so a silent "e" is put back where an ending has
 * swallowed it, rather than cut everywhere: care is no car. A form that is missed costs a hit.
 */
final class Stem {

    /** Words of their own that look like forms of others. */
    private static final Set<String> NO_FORMS = WordList.of("""
            parking shipping housing building buildings meeting meetings wedding weddings clothing marketing banking dressing boxing lighting
            heating plumbing savings earnings glasses news string strings spring springs being beings evening evenings morning mornings
            """);
    private static final Map<String, String> IRREGULAR = WordList.meanings("""
            pay paid
            buy bought
            sell sold
            send sent
            lose lost
            find found
            give gave given
            take took taken
            tell told
            write wrote written
            eat ate eaten
            break broke broken
            begin began begun
            shoot shot
            steal stole stolen
            choose chose chosen
            drive drove driven
            keep kept
            lend lent
            win won
            grow grew grown
            know knew known
            cancel cancelled cancelling
            travel travelled travelling
            """);
    private static final Set<String> SWALLOW_E = WordList.of("""
            at ut ot ad id ud od ak ok ik ag ur ir ar plor stor gnor in um us as os is il ul delet complet compet invit excit unit scap
            """);
    private static final Set<String> SWALLOW_E_AFTER_CONSONANTS = Set.of("dg", "rg", "ns", "rs", "ps", "dl", "tl", "pl", "bl", "fl", "gl", "kl");
    private static final Set<String> HISSING = Set.of("sse", "xe", "she", "che", "zze");
    private static final String VOWELS = "aeiouy";

    private Stem() {
    }

    static String of(String word) {
        if (NO_FORMS.contains(word)) {
            return word;
        }
        if (IRREGULAR.containsKey(word)) {
            return IRREGULAR.get(word);
        }
        String one = withoutPlural(word);
        if (one.length() > 4 && one.endsWith("ied")) {
            return cut(one, 3) + "y";
        }
        int ending = one.length() > 5 && one.endsWith("ing") ? 3 : one.length() > 4 && one.endsWith("ed") && !one.endsWith("eed") ? 2 : 0;
        return ending == 0 || groupsOfVowels(cut(one, ending)) == 0 ? one : whole(cut(one, ending));
    }

    /** Whether it ends with "ing" and is a form of a verb. */
    static boolean isGerund(String word) {
        return word.endsWith("ing") && !of(word).equals(word);
    }

    private static String withoutPlural(String word) {
        if (word.length() > 4 && word.endsWith("ies")) {
            return cut(word, 3) + "y";
        }
        if (word.length() <= 3 || !word.endsWith("s") || word.endsWith("ss")) {
            return word;
        }
        String one = cut(word, 1);
        return HISSING.stream().anyMatch(one::endsWith) ? cut(one, 1) : one;
    }

    /** The verb that an ending was cut from. */
    private static String whole(String stem) {
        int last = stem.length() - 1;
        char end = stem.charAt(last);
        if (last > 2 && end == stem.charAt(last - 1)) {
            return "lsz".indexOf(end) < 0 ? cut(stem, 1) : stem;
        }
        return swallowsE(stem, last, end) ? stem + 'e' : stem;
    }

    private static boolean swallowsE(String stem, int last, char end) {
        if ("vzcu".indexOf(end) >= 0 || stem.equals("creat") || last > 3 && (stem.endsWith("ang") || stem.endsWith("eng"))) {
            return true;
        }
        if (last < 1 || isVowel(stem, last) || "wx".indexOf(end) >= 0) {
            return false;
        }
        if (!isVowel(stem, last - 1)) {
            return SWALLOW_E_AFTER_CONSONANTS.contains(stem.substring(last - 1));
        }
        if (last > 1 && isVowel(stem, last - 2)) {
            return end == 's';
        }
        return groupsOfVowels(stem) == 1 || SWALLOW_E.stream().anyMatch(stem::endsWith);
    }

    private static int groupsOfVowels(String stem) {
        int groups = 0;
        for (int i = 0; i < stem.length(); i++) {
            groups += isVowel(stem, i) && (i == 0 || !isVowel(stem, i - 1)) ? 1 : 0;
        }
        return groups;
    }

    private static boolean isVowel(String stem, int at) {
        return VOWELS.indexOf(stem.charAt(at)) >= 0 && !(stem.charAt(at) == 'u' && at > 0 && stem.charAt(at - 1) == 'q');
    }

    private static String cut(String word, int letters) {
        return word.substring(0, word.length() - letters);
    }
}
