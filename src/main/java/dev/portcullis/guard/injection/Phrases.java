package dev.portcullis.guard.injection;

import dev.portcullis.guard.text.Characters;
import dev.portcullis.guard.text.Views;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * All rules as one automaton: words lead to the steps they belong to, and a step that comes soon enough behind the one before it
 * carries its pattern on. Of each step only the last place is kept, which is the one a later step is nearest to. Immutable.
 */
final class Phrases {

    /** How many starts of words are remembered: more than the longest word has characters. A power of two. */
    private static final int REMEMBERED = 64;

    /** Stands behind a blank, that is what parts words or is written for a space, hyphens and underscores too. */
    private static final int BEHIND_BLANK = 1 << 7;
    /** Stands behind a blank that has the end of a line in it. */
    private static final int BEHIND_LINE = 1 << 8;
    /** Stands behind what ends a sentence if a blank follows. */
    private static final int BEHIND_END = 1 << 9;
    private static final int BEHIND = BEHIND_BLANK | BEHIND_LINE | BEHIND_END;
    /** How far up it says whether it is a letter or a digit. */
    private static final int LETTER = 13;
    /** How far above what it heeds there is what the next one stands behind. */
    private static final int LEAVES = 3;

    /** By ASCII character: as what it is read, above that what it heeds if it stands behind it, and what the next one stands behind. */
    private static final int[] SIGNS = new int[128];

    static {
        Arrays.setAll(SIGNS, c -> c);
        for (char c = 0; c < 128; c++) {
            SIGNS[c] |= letter(c) ? 1 << LETTER : 0;
        }
        for (char c : " \t\r-_".toCharArray()) {
            SIGNS[c] = ' ' | BEHIND_BLANK | BEHIND_END | BEHIND_BLANK << LEAVES;
        }
        SIGNS['\n'] = SIGNS[' '] | BEHIND_LINE | BEHIND_LINE << LEAVES;
        for (char c : ".!?;".toCharArray()) {
            SIGNS[c] |= BEHIND_END << LEAVES;
        }
    }

    /** A word's place in a pattern. @param slot its number over all patterns; the step before has the one below */
    private record Use(int slot, boolean first, int gap, boolean sentences, int rule) {}

    private record Word(int length, boolean openStart, boolean openEnd) {}

    /** What is told of a pattern that was found: from where to where in the view. */
    interface Found {
        void pattern(int rule, int start, int end);
    }

    private final WordAutomaton automaton;
    private final int[] firstForm;
    private final Word[] forms;
    private final Use[][] uses;
    private final int slots;

    Phrases(List<Rule> rules) {
        Map<String, Map<Word, List<Use>>> words = new LinkedHashMap<>();
        int slot = 0;
        for (int r = 0; r < rules.size(); r++) {
            for (Rule.Pattern pattern : rules.get(r).patterns()) {
                int last = pattern.steps().size() - 1;
                for (int s = 0; s <= last; s++) {
                    Rule.Step step = pattern.steps().get(s);
                    Use use = new Use(slot++, s == 0, step.gap(), step.sentences(), s == last ? r : -1);
                    for (String written : step.words()) {
                        String text = text(written);
                        boolean noSpaces = withoutSpaces(text.charAt(0));
                        Word word = new Word(text.length(), written.startsWith("*") || noSpaces, written.endsWith("*") || noSpaces);
                        List<Use> of = words.computeIfAbsent(text, t -> new LinkedHashMap<>())
                                .computeIfAbsent(word, w -> new ArrayList<>());
                        if (!of.contains(use)) {
                            of.addFirst(use);
                        }
                    }
                }
            }
        }
        slots = slot;
        List<Word> allForms = new ArrayList<>();
        List<Use[]> allUses = new ArrayList<>();
        firstForm = new int[words.size() + 1];
        Map<String, Integer> numbers = new LinkedHashMap<>();
        Set<String> within = new HashSet<>();
        Set<String> open = new HashSet<>();
        words.forEach((text, forms) -> {
            firstForm[numbers.size()] = allForms.size();
            numbers.put(text, numbers.size());
            forms.forEach((word, of) -> {
                if (word.openStart) {
                    within.add(text);
                }
                if (word.openEnd || !letter(text.charAt(text.length() - 1))) {
                    open.add(text);
                }
                allForms.add(word);
                allUses.add(of.toArray(Use[]::new));
            });
        });
        firstForm[words.size()] = allForms.size();
        forms = allForms.toArray(Word[]::new);
        uses = allUses.toArray((IntFunction<Use[][]>) Use[][]::new);
        automaton = new WordAutomaton(numbers, within, open);
    }

    /** A word as the folded view and the scan below read it. */
    private static String text(String written) {
        String bare = written.substring(written.startsWith("*") ? 1 : 0, written.length() - (written.endsWith("*") ? 1 : 0));
        StringBuilder text = new StringBuilder();
        Views.of(bare).folded().text().chars().map(c -> blank((char) c) ? ' ' : c).forEach(c -> text.append((char) c));
        return text.toString().replaceAll(" +", " ").strip();
    }

    /** Goes through a view once. @return how many comparisons of steps it took; at most a constant for each character */
    long find(String text, Found found) {
        char[] read = Characters.of(text);
        int length = text.length();
        Reading reading = new Reading(text, found);
        int[] places = reading.places;
        int step = 0;
        int state = WordAutomaton.START;
        int after = 0;
        int next = length == 0 ? 0 : sign(read[0]);
        for (int i = 0; i < length; i++) {
            char c = read[i];
            int sign = next;
            next = i + 1 == length ? 0 : sign(read[i + 1]);
            if (c < 128) {
                c = (char) (sign & 127);
            } else {
                c = c == '\u3000' ? ' ' : c;
                reading.sentence = stop(c) ? i : reading.sentence;
            }
            int met = after & sign;
            if (met != 0) {
                reading.sentence = met == BEHIND_BLANK ? reading.sentence : i - 1;
                if ((met & BEHIND_BLANK) != 0) {
                    after |= sign >> LEAVES & BEHIND_LINE;
                    continue;
                }
            }
            after = sign >> LEAVES & BEHIND;
            places[step++ & REMEMBERED - 1] = i;
            state = automaton.step(state, c);
            if (automaton.hasWord(state, next >>> LETTER)) {
                reading.words(state, i, step);
            }
        }
        return reading.work;
    }

    private static int sign(char c) {
        return c < 128 ? SIGNS[c] : c == '\u3000' ? SIGNS[' '] : 0;
    }

    /** What is known of a text so far. */
    private final class Reading {

        private final String text;
        private final Found found;
        private final int[] places = new int[REMEMBERED];
        private final int[] ends = new int[slots];
        private final int[] starts = new int[slots];
        private int sentence = -1;
        private long work;

        Reading(String text, Found found) {
            this.text = text;
            this.found = found;
            Arrays.fill(ends, -1);
        }

        private void words(int state, int i, int step) {
            for (int at = automaton.wordState(state); at != 0; at = automaton.nextWordState(at)) {
                int number = automaton.word(at);
                for (int form = firstForm[number]; form < firstForm[number + 1]; form++) {
                    Word word = forms[form];
                    int start = places[step - word.length & REMEMBERED - 1];
                    work++;
                    if ((word.openStart || bounded(text, start - 1, start)) && (word.openEnd || bounded(text, i + 1, i))) {
                        work += uses[form].length;
                        use(uses[form], start, i + 1);
                    }
                }
            }
        }

        private void use(Use[] uses, int start, int end) {
            for (Use use : uses) {
                int from = start;
                if (!use.first) {
                    int before = ends[use.slot - 1];
                    if (before < 0 || start < before || start - before > use.gap || !use.sentences && sentence >= before) {
                        continue;
                    }
                    from = starts[use.slot - 1];
                }
                ends[use.slot] = end;
                starts[use.slot] = from;
                if (use.rule >= 0) {
                    found.pattern(use.rule, from, end);
                }
            }
        }
    }

    /** Whether a word may end at this neighbour: where the word itself ends with a sign, or the neighbour is no letter. */
    private static boolean bounded(String text, int neighbour, int edge) {
        return neighbour < 0 || neighbour >= text.length() || !letter(text.charAt(neighbour)) || !letter(text.charAt(edge));
    }

    private static boolean letter(char c) {
        if (c < 128) {
            return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z';
        }
        int type = Character.getType(c);
        return Character.isLetterOrDigit(c) || type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean blank(char c) {
        return c < 128 ? (char) (SIGNS[c] & 127) == ' ' : c == '\u3000';
    }

    /** Whether it ends a sentence whatever follows. */
    private static boolean stop(char c) {
        return c == '。' || c == '！' || c == '？' || c == '।';
    }

    /** Chinese, Japanese, Korean, Thai, Lao, Khmer and Burmese do not part words, or put endings to them. */
    private static boolean withoutSpaces(char c) {
        return c >= 0x3040 && c <= 0xD7A3 || c >= 0x0E00 && c <= 0x0EFF || c >= 0x1780 && c <= 0x17FF || c >= 0x1000 && c <= 0x109F;
    }
}
