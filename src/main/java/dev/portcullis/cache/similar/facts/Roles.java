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
    private static final String SO_AS_TO = "so as to";
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
            about
            at
            if when while whenever
            """);
    /** One of each may stand for the other. */
    private static final Set<Set<String>> ALIKE = Set.of(Set.of("in", "on"), Set.of("in", OF), Set.of("about", "on"), Set.of("about", OF));
    /** Without them a word plays another part. */
    private static final Set<String> NEVER_LEFT_OUT = Set.of("from", "than", "against", "with", SO_AS_TO);
    /** "Better to rent than to buy": it says what it says before a noun. */
    private static final Set<String> BEFORE_TO = Set.of("than", "instead");
    private static final Set<String> GERUND = Set.of("for", OF);
    /** "To stop to smoke" is not "to stop smoking". */
    private static final Set<String> CHANGED_BY_TO = WordList.of("stop stops stopped stopping remember forget regret");
    private static final Set<String> DONE = WordList.of("""
            beaten bitten bought built caught chosen cut done drawn driven eaten fed felt forgotten found given held hidden hit hurt kept known laid
            led left lent lost made meant met paid put read said seen sent set shot sold spent stolen struck sung sunk taken taught thrown told
            understood won worn written broken spoken frozen torn grown flown blown shown born borne hung shut split spread bet quit
            """);
    private static final Set<String> BE = Set.of("is", "are", "was", "were", "be", "been", "being", "am", "get", "gets", "got");
    private static final Set<String> OTHER_VERBS = WordList.of("""
            do does did have has had can could should would will may might must shall make makes going getting doing having
            how what where who whom whose why which
            """);

    /** Without a meaning elsewhere, and what developers call a language and a branch. */
    private static final Set<String> ALSO_NAMES = Set.of("main");

    /** @param role empty where there is none */
    private record Part(String root, String role) {
    }

    @Override
    public boolean agree(Wording one, Wording other) {
        List<Part> mine = parts(one);
        List<Part> theirs = parts(other);
        if (!trailing(mine).equals(trailing(theirs))) {
            return false;
        }
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
            if (!before.role.equals(now.role)) {
                lost.merge(before.role, 1, Integer::sum);
                gained.merge(now.role, 1, Integer::sum);
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
                || (one.isEmpty() || other.isEmpty() ? NEVER_LEFT_OUT.contains(one + other) : !ALIKE.contains(Set.of(one, other)));
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
        String before = "";
        for (int i = 0; i < wording.words().size(); i++) {
            Wording.Word word = wording.words().get(i);
            String lower = word.lower();
            if (word.opens()) {
                addLast(parts, role);
                role = "";
                passive = false;
            }
            boolean name = ALSO_NAMES.contains(lower) || letters && isLetter(word) && !lower.equals("i");
            String root = name ? lower : Meaning.of(wording.words(), i).orElse("");
            if (lower.equals("to") && BEFORE_TO.contains(role)) {
                continue;
            }
            if (LEADING.containsKey(lower)) {
                // "Instead of", "because of".
                String leading = lower.equals("to") && CHANGED_BY_TO.contains(before) ? SO_AS_TO : LEADING.get(lower);
                role = role.isEmpty() || !lower.equals(OF) ? leading : role;
            } else if (BE.contains(lower) || OTHER_VERBS.contains(lower)) {
                role = "";
                passive = BE.contains(lower);
            } else if (!root.isEmpty()) {
                boolean done = passive && (lower.length() > 3 && lower.endsWith("ed") || DONE.contains(lower));
                // "A way of cooking" is a way to cook.
                String plain = GERUND.contains(role) && Stem.isGerund(lower) ? "to" : role;
                parts.add(new Part(root, done ? PASSIVE : word.text().toLowerCase(Locale.ROOT).endsWith("'s") ? OF : plain));
                role = "";
            }
            before = lower;
        }
        addLast(parts, role);
        return parts;
    }

    /** What has nothing after it; what something is for may be asked in other ways. */
    private static List<String> trailing(List<Part> parts) {
        return parts.stream().filter(part -> part.root.isEmpty() && !part.role.equals("for")).map(Part::role).toList();
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
