package dev.portcullis.cache.similar.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The same words of degree on the same sides, in the same order and said of the same words: what asks for more is not answered with less,
 * and more exercise with less sleep is not less exercise with more sleep.
 */
final class Degrees implements Guard {

    private static final Map<String, Set<String>> SIDES = Opposites.read("""
            more greater higher | less fewer lower
            most highest maximum max maximal | least lowest minimum min minimal fewest
            increase increases increasing increased raise raising rise rising grow growing boost | \
                decrease decreases decreasing decreased reduce reducing reduces drop dropping fall falling shrink shrinking cut
            bigger larger | smaller
            biggest largest | smallest tiniest
            longer | shorter
            longest | shortest
            faster quicker | slower
            fastest quickest | slowest
            cheaper | costlier
            cheapest | costliest dearest
            better | worse
            best | worst
            older | younger
            oldest | youngest
            stronger | weaker
            strongest | weakest
            hotter warmer | colder cooler
            hottest warmest | coldest coolest
            easier | harder
            easiest | hardest
            richer | poorer
            richest | poorest
            heavier | lighter
            heaviest | lightest
            earlier | later
            earliest soonest | latest
            early | late
            always | sometimes
            all every | some any
            """);

    /** @param of what it is said of; empty where nobody can tell */
    private record Degree(Set<String> sides, String of) {

        boolean agrees(Degree other) {
            return sides.equals(other.sides) && (of.isEmpty() || other.of.isEmpty() || of.equals(other.of));
        }
    }

    /** Whether a word in small letters is one. */
    static boolean isOne(String word) {
        return SIDES.containsKey(word);
    }

    @Override
    public boolean agree(Wording one, Wording other) {
        List<Degree> mine = of(one);
        List<Degree> theirs = of(other);
        if (mine.size() != theirs.size()) {
            return false;
        }
        for (int i = 0; i < mine.size(); i++) {
            if (!mine.get(i).agrees(theirs.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Said of the word that follows at once, "the tallest building", else of the one before, "which building is the tallest". */
    private static List<Degree> of(Wording wording) {
        List<Degree> degrees = new ArrayList<>();
        List<Wording.Word> words = wording.words();
        String before = "";
        for (int i = 0; i < words.size(); i++) {
            Wording.Word word = words.get(i);
            before = word.opens() ? "" : before;
            if (isOne(word.lower())) {
                Optional<String> next = i + 1 < words.size() && !words.get(i + 1).opens() ? Meaning.of(words, i + 1) : Optional.empty();
                degrees.add(new Degree(SIDES.get(word.lower()), next.orElse(before)));
            } else {
                before = Meaning.of(words, i).orElse(before);
            }
        }
        return degrees;
    }
}
