package dev.portcullis.cache.similar.facts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Who does something in one is not whom it is done to in the other: "whom do I owe" is not "who owes me"; and what is mine is not yours.
 * Who asks may be left out, and so may whose things they are if they are the asker's; others must be there in both, in the same part.
 * English only.
 */
final class Persons implements Guard {

    private enum Part {
        DOING, DONE_TO, OWNING
    }

    /** @param of what is owned; empty elsewhere. @param asks whether it is only said for whom an answer is wanted */
    private record Person(String who, Part part, String of, boolean asks) {
    }

    private static final Map<String, String> WHO = WordList.meanings("""
            I i me my mine myself
            he him his himself
            she her hers herself
            they them their theirs themselves
            we us our ours ourselves
            you your yours yourself
            it its itself
            someone somebody anyone anybody
            """);
    private static final Set<String> DOING = Set.of("i", "he", "she", "they", "we");
    private static final Set<String> OWNING = WordList.of("my mine his hers their theirs our ours your yours its");
    private static final Set<String> DONE_TO = WordList.of("me him them us myself himself herself themselves ourselves yourself itself");
    /** Between it and its verb there is nothing: after these "you" does something. */
    private static final Set<String> BEFORE_DOING = WordList.of("""
            do does did can could will would shall should may might must is are was were has have had if when that because while whether and or
            how what why where who which whom
            """);
    /** For whom an answer is wanted. */
    private static final Set<String> ASKERS = Set.of("me", "us");
    private static final Set<String> EVERYWHERE = Set.of("he", "she", "they", "you", "we");
    private static final Set<Part> DONE = Set.of(Part.DONE_TO);
    private static final Set<Part> NOT_DOING = Set.of(Part.DONE_TO, Part.OWNING);
    private static final Set<String> SOMEBODY = Set.of("I", "it", "someone");

    @Override
    public boolean agree(Wording one, Wording other) {
        List<Person> mine = of(one);
        List<Person> theirs = of(other);
        return others(mine).equals(others(theirs)) && sameOwners(mine, theirs) && sameObjects(mine, theirs)
                && !turned(mine, theirs, DONE) && !turned(theirs, mine, DONE) && !turned(mine, theirs, NOT_DOING) && !turned(theirs, mine, NOT_DOING);
    }

    /** "Remind me to pay them", "remind them to pay me". */
    private static boolean sameObjects(List<Person> one, List<Person> other) {
        List<String> mine = objects(one);
        List<String> theirs = objects(other);
        return mine.size() != theirs.size() || mine.equals(theirs);
    }

    private static List<String> objects(List<Person> persons) {
        return persons.stream().filter(person -> person.part == Part.DONE_TO && !person.who.equals("it")).map(Person::who).toList();
    }

    /** What is ours may as well be called nobody's. */
    private static Set<String> others(List<Person> persons) {
        Set<String> others = new HashSet<>();
        for (Person person : persons) {
            if (EVERYWHERE.contains(person.who) && !(person.who.equals("we") && (person.asks || person.part == Part.OWNING))) {
                others.add(person.who + ' ' + person.part);
            }
        }
        return others;
    }

    /** @param how the parts in which one of them does nothing */
    private static boolean turned(List<Person> one, List<Person> other, Set<Part> how) {
        Set<String> done = somebody(one, how);
        Set<String> doing = somebody(other, Set.of(Part.DOING));
        done.removeAll(somebody(one, Set.of(Part.DOING)));
        doing.removeAll(somebody(other, how));
        done.retainAll(doing);
        return !done.isEmpty();
    }

    private static Set<String> somebody(List<Person> persons, Set<Part> parts) {
        Set<String> somebody = new HashSet<>();
        for (Person person : persons) {
            if (parts.contains(person.part) && !person.asks && SOMEBODY.contains(person.who)) {
                somebody.add(person.who);
            }
        }
        return somebody;
    }

    private static boolean sameOwners(List<Person> one, List<Person> other) {
        List<Person> mine = one.stream().filter(person -> person.part == Part.OWNING).toList();
        List<Person> theirs = other.stream().filter(person -> person.part == Part.OWNING).toList();
        if (mine.size() == theirs.size()) {
            return mine.stream().map(Person::who).toList().equals(theirs.stream().map(Person::who).toList()) && owned(mine).equals(owned(theirs));
        }
        return mine.isEmpty() || theirs.isEmpty() || owned(mine).containsAll(owned(theirs)) || owned(theirs).containsAll(owned(mine));
    }

    private static Set<String> owned(List<Person> persons) {
        Set<String> owned = new HashSet<>();
        persons.forEach(person -> owned.add(person.who + ' ' + person.of));
        return owned;
    }

    private static List<Person> of(Wording wording) {
        List<Person> persons = new ArrayList<>();
        List<Wording.Word> words = wording.words();
        for (int i = 0; i < words.size(); i++) {
            String text = words.get(i).text().toLowerCase(Locale.ROOT);
            int apostrophe = text.indexOf('\'');
            String word = apostrophe < 0 ? text : text.substring(0, apostrophe);
            String who = WHO.get(word);
            if (who == null || word.equals("you") && isPolite(words, i)) {
                continue;
            }
            String next = i + 1 < words.size() && !words.get(i + 1).opens() ? Meaning.of(words, i + 1).orElse("") : "";
            Part part = part(words, i, word, who.equals("someone") && text.endsWith("'s") && !next.isEmpty(), !next.isEmpty());
            boolean asked = ASKERS.contains(word) && Requests.isOne(words, i > 0 && words.get(i - 1).lower().equals("to") ? i - 2 : i - 1);
            persons.add(new Person(who, part, part == Part.OWNING ? next : "", asked));
        }
        return persons;
    }

    private static boolean isPolite(List<Wording.Word> words, int at) {
        return Requests.isOfYou(words, at) || at > 0 && words.get(at - 1).lower().equals("thank");
    }

    private static Part part(List<Wording.Word> words, int at, String word, boolean theirThing, boolean beforeThing) {
        if (OWNING.contains(word) || theirThing || word.equals("her") && beforeThing) {
            return Part.OWNING;
        }
        if (DONE_TO.contains(word) || word.equals("her")) {
            return Part.DONE_TO;
        }
        boolean first = words.get(at).opens() || at > 0 && BEFORE_DOING.contains(words.get(at - 1).lower());
        return DOING.contains(word) || first ? Part.DOING : Part.DONE_TO;
    }
}
