package dev.portcullis.cache.similar.facts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The words that both have are in the same order and play the same part: "euros to dollars" is not "dollars converted to euros", nor is who
 * was beaten who has beaten. What is said first may come last, "in Python, how …", where the same small word leads it in both. A part is what
 * the small word before it says, or an English genitive, or that it is said of a verb that something is done to its subject.
 */
final class Roles implements Guard {

    /** Words; of more it takes too long to find out where they were turned. */
    private static final int MOST_TURNED = 50;
    private static final String PASSIVE = "passive";
    private static final String BY = "by";
    private static final String OF = "of";
    private static final Map<String, String> LEADING = WordList.meanings("""
            to into onto unto toward towards until till
            in within inside
            on upon
            for
            as
            with using via through
            of
            from off desde von
            by
            than
            over above
            under below
            against versus vs
            before
            after
            instead
            without except excluding
            because since
            if when while whenever
            """);
    /** One of them may stand for another, so that it is the same whichever of them goes from one word to another. */
    private static final Set<String> ALIKE = Set.of("to", "in", "on", "for", "as");
    /** A word may have one of them here and another there. */
    private static final Set<String> VAGUE = Set.of("to", "in", "on", "for", "as", "with", OF, "if", "because");
    private static final Set<String> BE = Set.of("is", "are", "was", "were", "be", "been", "being", "am", "get", "gets", "got");
    private static final Set<String> OTHER_VERBS = WordList.of("""
            do does did have has had can could should would will may might must shall make makes going getting doing having
            how what where who whom whose why which
            """);

    /** Without a meaning elsewhere, and what developers call a language and a branch. */
    private static final Set<String> ALSO_NAMES = Set.of("go", "main", "process", "method", "command");

    /** @param role empty where there is none */
    private record Part(String root, String role) {

        String kind() {
            return ALIKE.contains(role) ? "to" : role;
        }
    }

    @Override
    public boolean agree(Wording one, Wording other) {
        List<Part> mine = parts(one);
        List<Part> theirs = parts(other);
        List<Part> here = found(mine, theirs);
        List<Part> there = found(theirs, mine);
        if (here.isEmpty()) {
            return true;
        }
        int turns = here.size() > MOST_TURNED ? 1 : here.size();
        for (int turn = 0; turn < turns; turn++) {
            if (isTurned(here, there, turn) && isLed(here, there, turn) && fit(here, there, turn)) {
                return true;
            }
        }
        return false;
    }

    /** Whether there is the same with its first words at its end. */
    private static boolean isTurned(List<Part> here, List<Part> there, int turn) {
        for (int i = 0; i < there.size(); i++) {
            if (!there.get(i).root.equals(here.get((i + turn) % here.size()).root)) {
                return false;
            }
        }
        return true;
    }

    /** Whether one of the two pieces that have changed places can be told by its first word's role. */
    private static boolean isLed(List<Part> here, List<Part> there, int turn) {
        return turn == 0 || isSame(here.get(turn), there.getFirst()) || isSame(here.getFirst(), there.get(there.size() - turn));
    }

    private static boolean isSame(Part one, Part other) {
        return !one.role.isEmpty() && !one.role.equals(PASSIVE) && one.equals(other);
    }

    private static boolean fit(List<Part> here, List<Part> there, int turn) {
        Map<String, Integer> lost = new HashMap<>();
        Map<String, Integer> gained = new HashMap<>();
        for (int i = 0; i < there.size(); i++) {
            Part before = here.get((i + turn) % here.size());
            Part now = there.get(i);
            if (contradict(before.role, now.role, there.size())) {
                return false;
            }
            if (!before.kind().equals(now.kind())) {
                lost.merge(before.kind(), 1, Integer::sum);
                gained.merge(now.kind(), 1, Integer::sum);
            }
        }
        lost.remove("");
        return lost.keySet().stream().noneMatch(gained::containsKey);
    }

    private static boolean contradict(String one, String other, int words) {
        if (one.equals(other)) {
            return false;
        }
        if (one.equals(PASSIVE) || other.equals(PASSIVE)) {
            // "After placing it" says nothing of who does it, "to place it" does.
            return Set.of("", "to", BY).contains(one.equals(PASSIVE) ? other : one);
        }
        return words > 1 && (one.equals(BY) || other.equals(BY))
                || !one.isEmpty() && !other.isEmpty() && !(VAGUE.contains(one) && VAGUE.contains(other));
    }

    /** Those that the others have as well, as often as they have them. */
    private static List<Part> found(List<Part> parts, List<Part> others) {
        Map<String, Integer> left = new HashMap<>();
        others.forEach(other -> left.merge(other.root, 1, Integer::sum));
        return parts.stream().filter(part -> left.merge(part.root, -1, Integer::sum) >= 0).toList();
    }

    private static List<Part> parts(Wording wording) {
        // Where one letter is a name, "a" is most often another.
        boolean letters = wording.words().stream().anyMatch(word -> isLetter(word) && !"aisy".contains(word.lower()));
        List<Part> parts = new ArrayList<>();
        String role = "";
        boolean passive = false;
        for (Wording.Word word : wording.words()) {
            String lower = word.lower();
            if (word.opens()) {
                addLast(parts, role);
                role = "";
                passive = false;
            }
            boolean name = ALSO_NAMES.contains(lower) || letters && isLetter(word) && !lower.equals("i");
            String root = name ? lower : Meaning.of(word).orElse("");
            if (LEADING.containsKey(lower)) {
                // "Instead of", "because of".
                role = role.isEmpty() || !lower.equals(OF) ? LEADING.get(lower) : role;
            } else if (BE.contains(lower) || OTHER_VERBS.contains(lower)) {
                role = "";
                passive = BE.contains(lower);
            } else if (!root.isEmpty()) {
                boolean done = passive && lower.length() > 4 && lower.endsWith("ed");
                parts.add(new Part(root, done ? PASSIVE : word.text().toLowerCase(Locale.ROOT).endsWith("'s") ? OF : role));
                role = "";
            }
        }
        addLast(parts, role);
        return parts;
    }

    private static boolean isLetter(Wording.Word word) {
        return word.lower().length() == 1 && !word.number();
    }

    /** "Where does it come from?" */
    private static void addLast(List<Part> parts, String role) {
        if (!role.isEmpty()) {
            parts.add(new Part("", role));
        }
    }
}
